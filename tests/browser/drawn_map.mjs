// The stories of a hub with a drawn base map: an archive that it serves itself.
import "./stories/drawn_map.mjs";
