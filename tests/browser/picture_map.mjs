// The stories of a hub whose base map is of pictures.
import "./stories/picture_map.mjs";
