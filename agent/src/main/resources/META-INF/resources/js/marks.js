/** What is drawn on the chart beside its lines: the bounds, the target of the load, the time now, and what is pointed at. */

function across(chart, scale, value, color, dash) {
  const y = scale.getPixelForValue(value);
  if (y < scale.top - 1 || y > scale.bottom + 1) return;
  stroke(chart.ctx, color, dash, chart.chartArea.left, y, chart.chartArea.right, y);
}

function upright(chart, x, color, dash) {
  const { left, right, top, bottom } = chart.chartArea;
  if (x < left || x > right) return;
  stroke(chart.ctx, color, dash, x, top, x, bottom);
}

function stroke(context, color, dash, x1, y1, x2, y2) {
  context.save();
  context.strokeStyle = color;
  context.setLineDash(dash);
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
  context.restore();
}

function name(chart, scale, text, color) {
  const { ctx } = chart;
  ctx.save();
  ctx.fillStyle = color;
  ctx.font = "11px system-ui, sans-serif";
  ctx.textBaseline = "top";
  ctx.fillText(text, chart.chartArea.left + 6, scale.top + 3);
  ctx.restore();
}

export const marks = (colors, view) => ({
  id: "marks",
  beforeDatasetsDraw: chart => {
    const { servers, load } = chart.scales;
    const { min, max } = view.bounds();
    across(chart, servers, max, colors().quiet, [2, 4]);
    if (min > 0) across(chart, servers, min, colors().quiet, [2, 4]);
    across(chart, load, 100, colors().quiet, [2, 4]);
  },
  afterDatasetsDraw: chart => {
    name(chart, chart.scales.servers, "servers", colors().quiet);
    name(chart, chart.scales.load, "load, of its target", colors().quiet);
    upright(chart, chart.scales.x.getPixelForValue(view.now()), colors().quiet, []);
    const pointed = chart.tooltip?.getActiveElements?.()[0];
    if (pointed) upright(chart, pointed.element.x, colors().line, []);
  },
});
