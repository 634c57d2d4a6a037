// Check 13: nothing moves, nothing flashes, nothing comes again by itself.
() => {
  const found = document.getAnimations().map(each => `runs: ${each.constructor.name}`);
  for (const each of document.querySelectorAll("*")) for (const part of [null, "::before", "::after"]) {
    const style = getComputedStyle(each, part);
    if (style.animationName !== "none" || style.scrollBehavior === "smooth" ||
        style.transitionDuration.split(", ").some(time => parseFloat(time) > 0)) found.push(`moves: ${name(each)}`);
  }
  for (const each of document.querySelectorAll("meta[http-equiv=refresh i], marquee, blink, video, audio, iframe"))
    found.push(`by itself: ${name(each)}`);
  return found;
}
