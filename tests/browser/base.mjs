// The stories of a hub with a base map: an archive that it serves itself.
import "./stories/base_map.mjs";
