// The base map of /carte: an archive of tiles (PMTiles) that the operator named and this hub serves, drawn quietly.
// Layers are known by the names that the two usual schemes give them, Protomaps' and OpenMapTiles'.

/** Loads the reader of archives, which is a script of the old kind. */
function load(address) {
  const script = document.createElement("script");
  script.src = address;
  const loaded = new Promise((done, failed) => {
    script.addEventListener("load", done);
    script.addEventListener("error", failed);
  });
  document.head.append(script);
  return loaded;
}

const DRAWN = [
  [["earth"], "fill", "map-land", 1],
  [["landuse", "landcover", "park"], "fill", "map-green", 0.5],
  [["water"], "fill", "map-water", 1],
  [["buildings", "building"], "fill", "map-edge", 0.25],
  [["waterway"], "line", "map-water", 2],
  [["roads", "transportation"], "line", "map-edge", 0.9],
];

function drawn(known, colour) {
  return DRAWN.flatMap(([names, type, ink, strength]) => {
    const paint = type === "fill"
      ? { "fill-color": colour(ink), "fill-opacity": strength }
      : { "line-color": colour(ink), "line-width": strength };
    // A scheme may put lines and areas into one layer.
    const filter = ["match", ["geometry-type"], type === "fill" ? ["Polygon", "MultiPolygon"] : ["LineString", "MultiLineString"], true, false];
    const one = (name) => ({ id: `base:${name}:${type}`, type, source: "base", "source-layer": name, filter, paint });
    return names.filter((name) => known.includes(name)).map(one);
  });
}

/** What the archive adds to the style of the map. */
export async function base(library, { archives, base: { address } }) {
  await load(archives);
  const { PMTiles, Protocol } = globalThis.pmtiles;
  const url = new URL(address, location.href).href;
  const [archive, protocol] = [new PMTiles(url), new Protocol()];
  protocol.add(archive);
  library.addProtocol("pmtiles", protocol.tile);
  const [header, metadata] = await Promise.all([archive.getHeader(), archive.getMetadata()]);
  const isVector = header.tileType === 1;
  const source = { type: isVector ? "vector" : "raster", url: `pmtiles://${url}`, ...(isVector ? {} : { tileSize: 256 }) };
  const known = (metadata.vector_layers ?? []).map((layer) => layer.id);
  const picture = [{ id: "base", type: "raster", source: "base", paint: { "raster-saturation": -0.4 } }];
  return { sources: { base: source }, layers: (colour) => (isVector ? drawn(known, colour) : picture) };
}
