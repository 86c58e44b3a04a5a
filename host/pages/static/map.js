// The map of /carte: MapLibre GL over the hub's own tiles, loaded when it is asked for. It asks this hub alone, and no address
// holds the visitor's place. The list stands below it until there is a map to see, and stays if there is none.
const box = document.querySelector("[data-map]");
const data = box && JSON.parse(box.dataset.map);
const part = (name) => box.querySelector(`.map-${name}`);
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const here = (path) => new URL(path, location.href).href;
const SHOWN_BEFORE_MORE = 8;
const LISTED = 50;

/** MapLibre names its worker by a text. The policy of the page lets this one rule decide which texts may be scripts. */
function allowOwnScripts({ worker, archives }) {
  const own = [worker, archives].map(here);
  globalThis.trustedTypes?.createPolicy("default", { createScriptURL: (url) => (own.includes(here(url)) ? url : null) });
}

/** Layers of the ground: the communes, their names, the public places by which people know where they are. */
function groundLayers() {
  const named = (id, size, minzoom, opacity, side) => ({
    id, type: "symbol", source: "ground", "source-layer": id, minzoom,
    layout: { "text-field": ["get", "name"], "text-size": size, "text-font": ["sans-serif"], "text-max-width": 8, ...side },
    paint: {
      "text-color": colour("map-words"), "text-opacity": opacity,
      "text-halo-color": colour("map-land"), "text-halo-width": 1.5,
    },
  });
  const edge = { source: "ground", "source-layer": "communes" };
  // Over a base map the communes are an outline: the land is the base map's.
  const land = { id: "land", type: "fill", ...edge, paint: { "fill-color": colour("map-land") } };
  return {
    below: data.setup.base ? [] : [land],
    above: [
      { id: "edge", type: "line", ...edge, paint: { "line-color": colour("map-edge"), "line-width": 1.5 } },
      // Beside the point, where things are.
      named("places", 12, 13, 0.85, { "text-anchor": "top", "text-offset": [0, 0.9] }),
      named("names", 15, 9, 1, { "text-anchor": "bottom", "text-offset": [0, -1.3] }),
    ],
  };
}

/** A collection, or what is lent: shapes, points, numbers where several are one, titles where there is room. */
function thingLayers({ name, source = name }) {
  const from = source === "lent"
    ? { source, filter: ["==", ["get", "collection"], name] }
    : { source, "source-layer": name };
  const only = (test) => (from.filter ? ["all", from.filter, test] : test);
  const isPoint = ["==", ["geometry-type"], "Point"];
  const ink = colour(`map-${name}`) || colour("map-words");
  const id = `${source}:${name}`;
  const layers = [
    {
      ...from, id: `point:${id}`, type: "circle", filter: only(isPoint),
      paint: {
        "circle-color": ink,
        "circle-radius": ["step", ["coalesce", ["get", "count"], 1], 8, 2, 13, 20, 17, 100, 21],
        "circle-stroke-color": colour("map-land"), "circle-stroke-width": 2,
      },
    },
    {
      ...from, id: `count:${id}`, type: "symbol", filter: only(["has", "count"]),
      layout: {
        "text-field": ["to-string", ["get", "count"]], "text-font": ["sans-serif"], "text-size": 13,
        "text-allow-overlap": true, "text-ignore-placement": true,
      },
      paint: { "text-color": colour("map-land") },
    },
    {
      ...from, id: `title:${id}`, type: "symbol", minzoom: 15, filter: only(["all", isPoint, ["has", "title"]]),
      layout: {
        "text-field": ["get", "title"], "text-font": ["sans-serif"], "text-size": 12, "text-max-width": 12,
        "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": 0.9, "text-justify": "auto",
      },
      paint: { "text-color": ink, "text-halo-color": colour("map-land"), "text-halo-width": 1.5 },
    },
  ];
  if (source === "lent") return layers;
  const shape = { ...from, id: `shape:${id}`, type: "line", filter: ["!", isPoint] };
  return [{ ...shape, paint: { "line-color": ink, "line-width": 2.5, "line-opacity": 0.7 } }, ...layers];
}

/** How far is asked for, and the visitor's place: a ring, so that it hides nothing. */
function placeLayers() {
  const ink = colour("accent");
  const edge = { "line-color": ink, "line-width": 2, "line-dasharray": [3, 2] };
  const ring = { "circle-opacity": 0, "circle-radius": 15, "circle-stroke-color": ink, "circle-stroke-width": 3 };
  const isPoint = ["==", ["geometry-type"], "Point"];
  return {
    distance: { id: "distance", type: "line", source: "around", paint: edge },
    place: { id: "place", type: "circle", source: "around", filter: isPoint, paint: ring },
  };
}

/** The circle of the distance, and its middle. */
function aroundHere() {
  if (!data.here) return { type: "FeatureCollection", features: [] };
  const [longitude, latitude] = data.here;
  const up = data.metres / 111_195;
  const across = up / Math.cos((latitude * Math.PI) / 180);
  const turns = Array.from({ length: 65 }, (_, i) => (i / 32) * Math.PI);
  const ring = turns.map((turn) => [longitude + across * Math.cos(turn), latitude + up * Math.sin(turn)]);
  const feature = (type, coordinates) => ({ type: "Feature", properties: {}, geometry: { type, coordinates } });
  return { type: "FeatureCollection", features: [feature("LineString", ring), feature("Point", data.here)] };
}

function style(base) {
  // Not by `URL`, which would write the braces in another way.
  const tiles = (path, maxzoom) => ({ type: "vector", tiles: [location.origin + path], maxzoom });
  const sources = {
    ground: tiles(data.ground, 14),
    around: { type: "geojson", data: aroundHere() },
    lent: { type: "geojson", data: { type: "FeatureCollection", features: data.lent } },
  };
  for (const layer of data.layers) sources[layer.name] = tiles(layer.tiles, 16);
  const { below, above } = groundLayers();
  const { distance, place } = placeLayers();
  const lent = [...new Set(data.lent.map((one) => one.properties.collection))];
  const things = [...data.layers, ...lent.map((name) => ({ name, source: "lent" }))].flatMap(thingLayers);
  const beyond = { id: "beyond", type: "background", paint: { "background-color": colour("map-beyond") } };
  return {
    version: 8,
    sources: { ...base.sources, ...sources },
    layers: [beyond, ...below, ...base.layers(colour), ...above, distance, ...things, place],
  };
}

/** What is asked for, as large as it fits: the distance around the place, else the whole territory. */
function start() {
  if (!data.here) return data.territory;
  const ring = aroundHere().features[0].geometry.coordinates;
  const ends = (axis) => [Math.min(...ring.map((at) => at[axis])), Math.max(...ring.map((at) => at[axis]))];
  const [[west, east], [south, north]] = [ends(0), ends(1)];
  return [[west, south], [east, north]];
}

/** The points in a box of the screen, or all that are seen, each once. */
function points(map, area) {
  const layers = map.getStyle().layers.map((layer) => layer.id).filter((id) => id.startsWith("point:"));
  const seen = new Map();
  for (const found of map.queryRenderedFeatures(area, { layers })) {
    const at = found.geometry.coordinates;
    const { id, title, count, collection = found.sourceLayer } = found.properties;
    seen.set(id ? `${collection}/${id}` : `${collection}@${at}`, { collection, id, title, count: count ?? 1, at });
  }
  const middle = area ? null : map.project(map.getCenter());
  const far = (one) => { const { x, y } = map.project(one.at); return Math.hypot(x - middle.x, y - middle.y); };
  return middle ? [...seen.values()].sort((a, b) => far(a) - far(b)) : [...seen.values()];
}

const kindOf = ({ collection }) => data.layers.find((layer) => layer.name === collection)?.kind ?? "";

/** A link to the page about one thing. */
function link({ collection, id, title }) {
  const element = document.createElement("a");
  element.href = `/x/${collection}/${id.split("/").map(encodeURIComponent).join("/")}`;
  element.textContent = title;
  return element;
}

function span(name, ...content) {
  const element = document.createElement("span");
  element.className = name;
  element.append(...content);
  return element;
}

function line(one) {
  const row = document.createElement("div");
  row.className = "row";
  row.append(span("body", span("kind", kindOf(one)), " ", span("title", link(one))));
  const item = document.createElement("li");
  item.append(row);
  return item;
}

/** Says and lists what is seen, the nearest to the middle first. A list in which somebody is stays as it is. */
function tell(map) {
  const seen = points(map);
  const count = seen.reduce((sum, one) => sum + one.count, 0);
  const { none, one, many } = data.words;
  const words = count === 0 ? none : count === 1 ? one : many.replace("#", count);
  const state = part("state");
  if (state.textContent !== words) state.textContent = words;
  const more = part("more");
  if (part("seen").contains(document.activeElement) || more.contains(document.activeElement)) return;
  const lines = seen.filter((thing) => thing.id).slice(0, LISTED).map(line);
  part("seen").replaceChildren(...lines.slice(0, SHOWN_BEFORE_MORE));
  part("seen").hidden = lines.length === 0;
  more.querySelector("ul").replaceChildren(...lines.slice(SHOWN_BEFORE_MORE));
  more.hidden = lines.length <= SHOWN_BEFORE_MORE;
}

function close(map) {
  const panel = part("panel");
  const hadFocus = panel.contains(document.activeElement);
  panel.hidden = true;
  if (hadFocus) map.getCanvas().focus();
}

/** Shows one thing; several at one point bring the map nearer. */
function choose(map, one, byKeyboard) {
  const panel = part("panel");
  const [kind, title] = [panel.querySelector(".kind"), panel.querySelector(".title")];
  kind.textContent = kindOf(one);
  title.replaceChildren(one.id ? link(one) : data.words.crowd.replace("#", one.count));
  panel.hidden = false;
  if (!one.id) map.easeTo({ center: one.at, zoom: Math.min(map.getZoom() + 2, 18) });
  else if (byKeyboard) title.firstChild.focus();
}

function listen(map) {
  const around = ({ x, y }, by) => [[x - by, y - by], [x + by, y + by]];
  const nearest = (point, by) => {
    const far = (one) => { const at = map.project(one.at); return Math.hypot(at.x - point.x, at.y - point.y); };
    return points(map, around(point, by)).sort((a, b) => far(a) - far(b))[0];
  };
  map.on("click", ({ point }) => {
    const one = nearest(point, 14);
    if (one) choose(map, one, false);
    else close(map);
  });
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const one = nearest(map.project(map.getCenter()), 60) ?? points(map)[0];
    if (one) choose(map, one, true);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(map);
  });
  const deeds = {
    closer: () => map.zoomIn(),
    farther: () => map.zoomOut(),
    back: () => map.fitBounds(start(), { padding: 24 }),
    close: () => close(map),
  };
  for (const button of box.querySelectorAll("[data-map-do]")) {
    button.addEventListener("click", () => deeds[button.dataset.mapDo]());
  }
  map.on("idle", () => tell(map));
}

/** Without a base map nothing lies below the communes. */
const NO_BASE = { sources: {}, layers: () => [] };

async function show() {
  allowOwnScripts(data.setup);
  const library = await import(data.setup.library);
  library.setWorkerUrl(here(data.setup.worker));
  const base = data.setup.base
    ? await (await import(data.baseScript)).base(library, data.setup)
    : NO_BASE;
  box.hidden = false;
  const map = new library.Map({
    container: part("canvas"), style: style(base), bounds: start(), fitBoundsOptions: { padding: 24 },
    attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, maxZoom: 19,
    locale: { "Map.Title": data.words.label },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.getCanvas().setAttribute("aria-describedby", "map-help");
  listen(map);
  if (location.hash === `#${box.id}`) part("frame").scrollIntoView({ block: "nearest" });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.setStyle(style(base)));
  // Stories and tests wait for this mark.
  map.once("idle", () => {
    box.dataset.ready = "";
    document.querySelector("[data-map-list]").hidden = true;
  });
}

/** The map was asked for: by the link that led here, or by the button. */
function ask() {
  document.querySelector(".map-ask").hidden = true;
  // Who narrows what is shown goes on seeing the map.
  for (const filter of document.querySelectorAll(".filters a")) filter.hash = box.id;
  show().catch((error) => {
    box.hidden = true;
    box.before(Object.assign(document.createElement("p"), { className: "quiet", textContent: data.words.failed }));
    console.info(error);
  });
}

if (box) document.querySelector(".map-plain").hidden = true;
if (box && location.hash === `#${box.id}`) ask();
else if (box) {
  const wish = document.querySelector(".map-ask");
  wish.querySelector("button").addEventListener("click", ask);
  wish.hidden = false;
}
