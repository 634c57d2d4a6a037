// Check 7: whoever goes by keyboard sees where the focus is. Check 8: the focus goes in the order of the page.
() => {
  const found = [];
  const stops = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")];
  for (const each of stops) {
    if (each.tabIndex > 0) found.push(`order of its own: ${name(each)}`);
    if (each.tabIndex < 0 || !each.checkVisibility()) continue;
    each.focus();
    if (document.activeElement !== each) { found.push(`takes no focus: ${name(each)}`); continue; }
    const style = getComputedStyle(each), box = [...each.getClientRects()].find(one => one.width && one.height);
    const ring = style.outlineStyle === "solid" ? style.outlineColor : "none";
    const glow = (style.boxShadow.match(/rgb\([^)]*\)/) || ["none"])[0];
    if (ring !== "rgb(0, 0, 0)" || parseFloat(style.outlineWidth) < 4) found.push(`no black outline: ${name(each)}`);
    else if (glow !== "rgb(255, 212, 61)") found.push(`no yellow ring: ${name(each)}`);
    else if (Math.max(contrast(ring, ground(each.parentElement)), contrast(glow, ground(each.parentElement))) < 3)
      found.push(`too faint: ${name(each)}`);
    if (!box) { found.push(`has no place: ${name(each)}`); continue; }
    const at = [
      (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2,
      (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2,
    ];
    if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth)
      found.push(`outside: ${name(each)}`);
    else if (!each.contains(document.elementFromPoint(...at))) found.push(`covered: ${name(each)}`);
  }
  for (const each of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(each);
    if (style.order !== "0" || /reverse/.test(style.flexDirection + style.flexWrap) || style.float !== "none")
      found.push(`stands elsewhere than in the page: ${name(each)}`);
  }
  return found;
}
