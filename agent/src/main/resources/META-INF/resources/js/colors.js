/** The theme's colours, for what is drawn on a canvas. */

const NAMES = ["ink", "quiet", "line", "card", "ready", "starting", "demand", "forecast", "band", "wanted", "fault", "load2", "load3"];

export function colors() {
  const probe = document.createElement("i");
  document.body.append(probe);
  const found = {};
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}
