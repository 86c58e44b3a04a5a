// The stories of the demo: the sample territory with its sample timetable.
import "./stories/watch.mjs";
import "./stories/place.mjs";
import "./stories/position.mjs";
import "./stories/departures.mjs";
import "./stories/keyboard.mjs";
import "./stories/language.mjs";
import "./stories/tasks.mjs";
import "./stories/map.mjs";
import "./stories/narrow.mjs";
import "./stories/weight.mjs";
import "./stories/poster.mjs";
import "./stories/accessibility.mjs";
import "./stories/markup.mjs";
import "./stories/pictures.mjs";
