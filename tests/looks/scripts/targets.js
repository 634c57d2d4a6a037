// Check 9: buttons 56 px high, rows with a round mark 44, everything else 24 x 24 or within a sentence.
() => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  const within = (box, least) => box.width >= least && box.height >= least - .5;
  const inSentence = each => getComputedStyle(each).display === "inline" &&
    each.parentElement.textContent.trim().length > each.textContent.trim().length;
  const found = [];
  for (const each of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, .radio")) {
    if (!shows(each)) continue;
    const box = each.getBoundingClientRect();
    const enough = each.matches(".button") ? within(box, 56)
      : each.matches(".radio") ? within(box, 44)
      : each.matches(".radio input") || within(box, 24) || inSentence(each);
    if (!enough) found.push(`${box.width.toFixed()} x ${box.height.toFixed()}: ${name(each)}`);
  }
  return found;
}
