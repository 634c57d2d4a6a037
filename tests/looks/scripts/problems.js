// Check 10: the summary has the focus, a link for each wrong field that leads there, and the same words as there.
async beginning => {
  const frame = () => new Promise(requestAnimationFrame);
  await frame(), await frame();  // a browser gives the focus when it draws
  const found = [], at = document.activeElement;
  const wrong = [...document.querySelectorAll(".question.wrong")];
  const summary = document.querySelector(".box.error[tabindex='-1']");
  if (document.title.startsWith(beginning) !== Boolean(summary)) found.push(`title: ${document.title}`);
  if (summary && at !== summary) found.push(`the focus is at ${name(at)}`);
  if (wrong.length && !summary) found.push("wrong fields and no summary");
  if (!wrong.length || !summary) return found;
  const links = [...summary.querySelectorAll("a[href^='#']")];
  if (links.length !== wrong.length) found.push(`${links.length} links for ${wrong.length} fields`);
  for (const link of links) {
    link.click();
    await new Promise(done => setTimeout(done));
    const question = document.activeElement.closest(".question.wrong");
    const said = question && question.querySelector(":scope > .problem");
    if (!question) found.push(`leads to ${name(document.activeElement)}: ${name(link)}`);
    else if (said.textContent.trim() !== link.textContent.trim()) found.push(`says something else: ${name(link)}`);
    else wrong.splice(wrong.indexOf(question), 1);
  }
  return [...found, ...wrong.map(each => `no link leads to ${name(each)}`)];
}
