// Bars of counts, loaded only by pages that show a chart. The table beside it carries the same numbers.
import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

echarts.use([BarChart, GridComponent, AriaComponent, SVGRenderer]);

interface Bar {
  name: string;
  value: number;
  /** Ending of the style of the class, or nothing for the plain colour. */
  style?: string;
}

interface Bars {
  description: string;
  unit: string;
  bars: Bar[];
}

const PAPER = 560; // what an A4 page between its margins has room for
const written = new Intl.NumberFormat("vi-VN");

function colour(style: string | undefined): string {
  const name = style === undefined ? "--bar-plain" : `--class-${style}`;
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function options({ bars, unit, description }: Bars, width: number): echarts.EChartsCoreOption {
  const narrow = width < 480;
  const room = Math.min(210, Math.max(100, width * 0.4));
  return {
    animation: false,
    aria: { enabled: true, label: { description }, decal: { show: true } },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 14 },
    grid: { left: 0, right: narrow ? 90 : 120, top: 4, bottom: 4, containLabel: true },
    // Bars start at zero, always.
    xAxis: { type: "value", min: 0, show: false },
    yAxis: {
      type: "category",
      inverse: true,
      data: bars.map((bar) => bar.name),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: "#1f2933", width: room, lineHeight: 17, fontSize: 14, overflow: "break" },
    },
    series: [
      {
        type: "bar",
        barMaxWidth: 26,
        data: bars.map((bar) => ({ value: bar.value, itemStyle: { color: colour(bar.style) } })),
        label: {
          show: true,
          position: "right",
          color: "#1f2933",
          formatter: ({ value }: { value: unknown }) => `${written.format(Number(value))} ${unit}`,
        },
      },
    ],
  };
}

function draw(place: HTMLElement): void {
  const data = place.querySelector("script[type='application/json']")?.textContent;
  const canvas = place.querySelector<HTMLElement>("[data-canvas]");
  if (!data || !canvas) return;
  const shown: Bars = JSON.parse(data);
  canvas.style.height = `${shown.bars.length * 44 + 16}px`;
  const chart = echarts.init(canvas, null, { renderer: "svg" });
  const fit = (width: number) => {
    chart.resize({ width });
    chart.setOption(options(shown, width));
  };
  fit(canvas.clientWidth);
  new ResizeObserver(() => fit(canvas.clientWidth)).observe(canvas);
  // Paper is laid out without waiting for the observer.
  const paper = matchMedia("print");
  paper.addEventListener("change", () => fit(paper.matches ? PAPER : canvas.clientWidth));
}

document.querySelectorAll<HTMLElement>("[data-chart]").forEach(draw);
