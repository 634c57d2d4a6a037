// Checks 11 and 12: what is a control or a sign has an edge, or a ground of its own, with a contrast of 3 or more.
() => {
  const ALL = "input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea, .button, .radio, .box, .receipt, .chip, .choices-list a, details, .languages ul";
  const SIGNS = [[".back", "::before"], [".choices-list a", "::after"], [".timeline li", "::before"]];
  const SIDES = ["Top", "Right", "Bottom", "Left"];
  const forced = matchMedia("(forced-colors: active)").matches;
  const seen = (style, side, outside) => style[`border${side}Style`] !== "none" &&
    parseFloat(style[`border${side}Width`]) >= 1 && contrast(style[`border${side}Color`], outside) >= 3;
  const found = [];
  for (const each of document.querySelectorAll("details")) each.open = true;
  for (const each of document.querySelectorAll(ALL)) {
    if (!shows(each)) continue;
    const style = getComputedStyle(each), outside = ground(each.parentElement);
    const filled = !forced && parts(style.backgroundColor).alpha === 1 && contrast(style.backgroundColor, outside) >= 3;
    if (!filled && !SIDES.every(side => seen(style, side, outside))) found.push(`no edge: ${name(each)}`);
  }
  for (const each of document.querySelectorAll(".question.wrong")) {
    if (shows(each) && !seen(getComputedStyle(each), "Left", ground(each.parentElement))) found.push(`no edge: ${name(each)}`);
  }
  for (const [selector, part] of SIGNS) for (const each of document.querySelectorAll(selector)) {
    const style = getComputedStyle(each, part);
    if (shows(each) && !SIDES.some(side => seen(style, side, ground(each)))) found.push(`faint sign: ${part} of ${name(each)}`);
  }
  return found;
}
