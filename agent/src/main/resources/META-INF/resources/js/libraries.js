/** Loads the charting library when a chart is first wanted. Both files come out of web-asset packages at build time. */

let loading;

function script(path) {
  return new Promise((resolve, reject) => {
    const node = document.createElement("script");
    node.src = path;
    node.addEventListener("load", resolve);
    node.addEventListener("error", () => reject(new Error(`${path} could not be loaded`)));
    document.head.append(node);
  });
}

export function charts() {
  loading ||= script("lib/chart.umd.min.js").then(() => script("lib/chartjs-plugin-zoom.min.js"));
  loading.catch(() => { loading = undefined; });
  return loading;
}
