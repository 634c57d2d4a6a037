// Check 15: the page says its language, and each way to another language says which.
expected => {
  const found = [], said = document.documentElement.lang;
  if (said !== expected) found.push(`lang is ${said}`);
  const ways = [...document.querySelectorAll(".languages a, .languages button")];
  if (!ways.length) found.push("no other language");
  for (const each of ways) {
    const tag = each.lang;
    if (!tag) found.push(`of no language: ${name(each)}`);
    if (each.localName === "a" && each.hreflang !== tag) found.push(`leads to another language: ${name(each)}`);
  }
  return found;
}
