// Check 26: one h1, no level of headings is skipped, and the regions of a page in the same order everywhere.
() => {
  const found = [], regions = [...document.body.children].filter(each => each.matches("header, main, aside, footer, nav, section.banner"));
  const order = regions.map(each => each.localName).filter(each => each !== "section").join(" ");
  if (order !== "header main aside footer") found.push(`regions: ${order}`);
  if (document.querySelectorAll("main").length !== 1) found.push("more than one main");
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(each => Number(each.localName[1]));
  if (headings.filter(level => level === 1).length !== 1) found.push("h1 is not there once");
  headings.reduce((before, level) => {
    if (level > before + 1) found.push(`h${level} after h${before}`);
    return level;
  }, 1);
  return found;
}
