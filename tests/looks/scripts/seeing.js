// What several looks need: colours, contrast, and the ground that something stands on.
const parts = colour => {
  const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
  return { red, green, blue, alpha };
};
const brightness = colour => {
  const { red, green, blue } = parts(colour);
  const linear = [red, green, blue].map(each => each / 255).map(each =>
    each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
};
const contrast = (one, other) => {
  const [dark, light] = [brightness(one), brightness(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};
const ground = element => {
  for (let each = element; each; each = each.parentElement) {
    const colour = getComputedStyle(each).backgroundColor;
    if (parts(colour).alpha === 1) return colour;
  }
  return "rgb(255, 255, 255)";
};
const name = element => element.outerHTML.replace(/\s+/g, " ").slice(0, 110);
const shows = element => element.checkVisibility() && !element.closest(".unseen, .skip");
