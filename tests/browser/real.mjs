// The stories of a hub with a real timetable: longer names, more lines, more trains.
import "./stories/real_feed.mjs";
import "./stories/narrow.mjs";
import "./stories/weight.mjs";
import "./stories/pictures.mjs";
