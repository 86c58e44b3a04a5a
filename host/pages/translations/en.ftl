# The hub's sentences in English. Every key exists in every language; a test checks it.

## Every page
skip = Skip to content
home = Home
navigation = Find your way
services = Services: who does what
change = Change
the-place = place
banner = About this site
demo-clock = Demonstration clock: it is { $time } on { $day }.
sample-territory = Sample territory: the outlines of the communes are simplified.
free-software = Free software: Parvis, licence EUPL-1.2.
language = { $tag ->
    [en] English
   *[fr] Français
}
verb = { $verb ->
    [deplacements] Get around
    [entraide] Help each other
    [sortir] Go out and learn
    [travailler] Work
    [participer] Take part
   *[demarches] My paperwork
}
verbs = What would you like to do?
other-site = (another site)
know-more = Learn more

## Front page and choice of the place
home-title = Around you
home-title-no-place = Where are you?
home-question = Where are you?
around = Around
change-place = Change place
forget-place = Forget this place
use-position = Use my position
position-waiting = Looking for your position…
position-denied = Your device did not give its position. Choose a place by its name.
position-failed = Your device did not find its position. Choose a place by its name.
or = or
place-label = Choose a place by its name
place-choose = Station, public place or commune
place-go = Show
search = Search
position-outside = your position, outside the territory
place-promise = Your position is not kept: it stays in your device, rounded to 100 metres.
stations = Stations
public-places = Public places
communes = Communes
no-place = Choose a place to see what is near you.
choose-place = Choose a place
no-service = No service here for now.

## Parts of a page
offered-by = Offered by the service
part-failed = This service does not answer right now. The rest of the page is complete. Try again in a few minutes.
part-busy = This service receives many requests. Try again in a minute.
part-not-granted = This service waits for a permission before it can show anything here.
coming-soon = This part will be available soon.
see-more = See more
sources = Source:
example = Example
table = Table
column = { $name ->
    [title] Name
    [start] Start
    [end] End
    [distance] Distance
    [source] Source
    [updated] Updated
   *[other] { $name }
}
progress = { $value } of { $goal }
step-current = (in progress)
step-done = (done)
opening-hours = Opening hours:
quick-exit = Leave this site quickly

## Freshness of data
data-expired = This information was valid only until { $day }.
data-late = No new information since { $moment }. This is what was known then.
data-refused = The last update was refused: information unchanged since { $moment }.
data-not-yet = This information is valid only from { $day } on.
live-late = Live times have not been updated since { $moment }: delays and cancellations may have changed.
live-missing = Live times are not available: these are the planned times.
data-missing = This information is not available yet.

## Time
just-now = just now
approaching = approaching
in-minutes = in { $minutes } min
minutes-ago = { $minutes } min ago
hours-ago = { $hours } h ago
days-ago = { $days ->
    [one] { $days } day ago
   *[other] { $days } days ago
}
yesterday = yesterday
today = today
tomorrow = tomorrow
weekday = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date = { $day } { $month }
date-with-year = { $day } { $month } { $year }
weekday-and-date = { $weekday } { $date }
day-and-time = { $day } at { $time }
date-and-time = { $date } at { $time }
under-a-minute = less than a minute
minutes = { $minutes } min
hours = { $hours } h
hours-and-minutes = { $hours } h { $minutes }
days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}

## Measures and prices
decimal-mark = .
group-mark = ,
metres = { $metres } m
kilometres = { $kilometres } km
walking-minutes = { $minutes } min walk
percent = { $number }%
free = free
euros = €{ $amount }
price = { $amount } { $currency }
yes = yes
no = no

## The page of one thing
add-to-calendar = Add to my calendar
lent = Lent data:
fact = { $name ->
    [start] When
    [end] Until
    [description] In a few words
    [price] Price
    [conditions] To get in
    [venue] Place
    [address] Address
    [url] Site
    [status-text] Good to know
    [accessibility-text] Access
    [keywords] Subjects
    [bikes] Bikes
    [ebikes] Electric
    [docks] Free docks
    [capacity] Docks in all
    [renting] Bikes can be taken
    [returning] Bikes can be returned
    [contract] Contract
    [salary] Salary
    [hours] Opening hours
    [audience-text] For whom
    [checked] Checked
    [opening-hours] Opening hours
    [phone] Phone
    [email] E-mail
    [lines] Lines
    [organisation] Organisation
    [agency] Operator
    [text] In a few words
    [platform] Platform
    [about] About this time
    [source] Source
    [updated] Updated
   *[other] { $name }
}

## Around me, search
around-me = Around me
around-all = Everything around me
around-empty = Nothing at this distance. Choose a greater distance, or another day.
filters = Choose what is shown
filter = { $name ->
    [quoi] What:
    [quand] When:
   *[distance] Distance:
}
filter-word = { $word ->
    [tout] everything
    [sorties] events
    [lieux] places
    [aide] help
    [transports] transport
    [offres] offers
    [maintenant] now
    [aujourd-hui] today
    [week-end] this weekend
    [semaine] 7 days
    [m500] 500 m
    [m1000] 1 km
    [m3000] 3 km
   *[m10000] 10 km
}
kind = { $name ->
    [events] Event
    [places] Place
    [social-services] Help
    [vehicle-stations] Bikes
    [stops] Stop
    [lines] Line
    [offers] Offer
    [alerts] Alert
   *[other] { $name }
}
kind-many = { $name ->
    [events] Events
    [places] Places
    [social-services] Services that help
    [vehicle-stations] Bikes
    [stops] Stations and stops
    [lines] Lines
    [offers] Offers
    [alerts] Alerts
   *[other] { $name }
}
search-label = What are you looking for?
search-empty = Nothing has this name here. Try another word, or a shorter one.
search-places = Go to a place
around-place = Around { $name }

## On the map
map = The map
map-title = Around me, on the map
see-map = See it on the map
see-list = See the list
map-show = Show the map
map-needs-script = The map needs JavaScript. Here is the same as a list.
map-absent = The map is not installed on this site. Here is the same as a list.
map-failed = The map cannot be shown on this device. Here is the same as a list.
map-waiting = The map is coming…
map-label = Map. The arrows move it, Enter shows what is in the middle.
map-help = By keyboard: the arrows move the map, + and − bring it nearer and farther, Enter shows what is in the middle, Escape closes it.
map-move = Move the map
map-closer = Nearer
map-farther = Farther
map-back = Back to where it began
map-chosen = What you chose
map-close = Close
map-legend = What the colours say
map-here = Your place
map-list = What the map shows
map-seen = { $count ->
    [0] Nothing on this part of the map.
    [one] 1 place on the map.
   *[other] { $number } places on the map.
}
map-crowd = { $number } places here: bring the map nearer to see each of them.
map-base = Base map:

## Open data
open-data = Open data
open-data-lede = Everything that services show here, to take away. Each list says where it comes from and under which licence.
open-data-none = No data is published at the moment.
open-data-lent = Lent, not to be taken away: { $terms }
open-data-count = { $count } items
take-away = Receive this list
take-away-lede = These addresses name the public place that you chose, never your position.
export = { $ending ->
    [rss] RSS feed
    [ics] Calendar (iCalendar)
    [csv] Table (CSV)
   *[geojson] Map (GeoJSON)
}
poster = Poster to print
poster-lede = An A4 sheet to put up, with a code that leads to the list of the day. It starts from a public place, never from where you are.
poster-go = See the poster
poster-more = There are more: the rest is at the address below.
poster-code = QR code that leads to the list of the day
poster-scan = The list of the day:
poster-made = Sheet of { $day }, { $time }.

## Opening hours
hours-day = { $day ->
    [today] at { $time }
    [tomorrow] tomorrow at { $time }
    [d1] on Monday at { $time }
    [d2] on Tuesday at { $time }
    [d3] on Wednesday at { $time }
    [d4] on Thursday at { $time }
    [d5] on Friday at { $time }
    [d6] on Saturday at { $time }
    [d7] on Sunday at { $time }
   *[later] in more than a week
}
hours-open = open
hours-closed = closed
hours-open-until = open, closes { $when }
hours-closed-until = closed, opens { $when }
hours-word = { $word ->
    [Mo] Mon
    [Tu] Tue
    [We] Wed
    [Th] Thu
    [Fr] Fri
    [Sa] Sat
    [Su] Sun
    [PH] public holidays
    [SH] school holidays
    [off] closed
    [closed] closed
    [open] open
   *[other] { $word }
}

## Pages about the hub itself
legal-page = { $page ->
    [vos-donnees] Your data
    [accessibilite] Accessibility
    [regles] Rules
   *[mentions] Legal notice
}
legal-contact = A question, a mistake? Write or call:
legal-operator = Who runs this site
legal-operator-none = The town has not written its name here yet.
legal-software = The software
legal-software-1 = Parvis is free software under the EUPL-1.2. Everybody may read, use and change it.
legal-software-2 = No page comes from another site. Nobody measures the audience.
legal-outlines = Borders of the communes
legal-sources = Where the information comes from
data-place = Your position
data-place-1 = This site does not keep your position. It stays on your device, rounded to 100 metres, in a sealed cookie that only the site can open.
data-place-2 = The cookie goes after 30 days, or when you choose to forget the place.
data-place-3 = Services do not see where you are: they say what to look for, and the site looks.
data-kept = What is kept
data-kept-1 = Your internet address is written nowhere. Logs say which kind of page was asked for, never by whom.
data-kept-2 = The site counts what each service has read, by day. The count says nothing of you.
data-kept-3 = There is no account to make, and nothing to erase.
data-alone = Your browser
data-alone-1 = Your browser talks to this site and to no other: no advertisement, no map and no typeface from elsewhere.
data-alone-2 = There are two cookies at most: the one of the place and the one of the language. None of them follows you.
data-outside = What services ask elsewhere
data-outside-lede = These services fetch their information elsewhere, once for everybody, and say nothing of you:
data-outside-none = No service asks another site for anything.
access-promise = What we want
access-promise-1 = Every page is to be read without a mouse, with a screen reader, on a small phone and without JavaScript.
access-promise-2 = A program (axe) checks the pages at each change, light and dark, in French and in English. It finds nothing wrong.
access-promise-3 = A program does not see everything. No complete audit (RGAA) was made yet: so this site calls itself neither conformant nor partly conformant.
access-known = What we know
access-known-1 = Texts of partners are shown as they write them. Some may be long or difficult.
access-known-2 = If a page stops you, say so: we look for another way to give you the information.
rules-who = Who writes here
rules-who-1 = Every piece of information is published by a service, and every page says by which, from where and when.
rules-who-2 = Information that is too old is marked. It is never shown as normal.
rules-order = In which order
rules-order-1 = What is nearest or soonest comes first.
rules-order-2 = Nobody can pay to be shown higher, and nothing is ranked by what you have looked at.
rules-wrong = A mistake, an abuse
rules-wrong-1 = Tell the town. It can stop a service, or take a source away, within a minute.
rules-wrong-2 = It answers by saying what was done, and why.

## Services
services-lede = Each service is made by a partner. Here is who they are, what the service can see and what it has read.
made-by = Made by
switched-off = This service is switched off by the local authority.
open-service = Open this service
maker = Made by
version = Version
licence = Licence
digest = Fingerprint of the program
powers = What this service asks for
no-power = This service asks for no power.
permission = { $kind ->
    [read] Read data: { $of }
    [publish] Publish data: { $of }
    [outbound] Connect to { $of }
    [source] Read the source chosen by the local authority: { $of }
    [write] Record what you offer: { $of }
    [respond] Record your responses: { $of }
    [notify] Notify people who asked for it
    [viewer] Recognise you under a pseudonym
   *[here] Know your neighbourhood, to within 500 metres
}
granted = granted
not-granted = not granted
imports = What this service could do
imports-lede = Read from the program itself: it can do nothing else.
interface = { $name ->
    [geo] Calculate with points and public distances.
    [data] Read public data for which it has an agreement.
    [feeds] Describe what to look for near you, without seeing the place or the result.
    [views] Describe a page, which Parvis lays out.
    [publication] Publish data, with its source and its date.
    [outbound] Fetch data from granted addresses, never during your visit.
    [settings] Read the settings given by the local authority.
    [random] Draw lots, in a way that can be replayed.
    [clock] Read the time.
    [log] Write to its technical log.
    [actions] Propose to record what you send.
    [viewer] Recognise you under a pseudonym, different for each service.
    [here] Know your neighbourhood, to within 500 metres, without being able to keep it.
    [types] Common words: gives no power.
    [errors] Common words for errors: gives no power.
   *[other] A part of the contract that this page cannot explain yet.
}
reads = What this service has read
reads-lede = Counted by Parvis, by day. A person’s place is never noted.
no-reads = Nothing for now.
subject = Data
subject-name = { $name ->
    [stops] stops and stations
    [lines] lines
    [events] events
    [places] places
    [addresses] addresses
    [vehicle-stations] shared bikes
    [social-services] services that help
    [offers] offers
    [alerts] alerts
    [departures] departures
    [calls] stations of each line
    [regularity] regularity of trains
    [trips] journeys
    [vehicles] positions of vehicles
    [clock] time
    [settings] settings
    [random] random draws
   *[other] { $name }
}
day = Day
times = Times
traffic = What it has exchanged with the outside
traffic-lede = Counted by Parvis, by day: the addresses that it asked for, and what came back.
traffic-grant = Grant
traffic-requests = Requests
traffic-sent = Bytes sent
traffic-received = Bytes received
published-sources = What this service publishes
example-source = Example: this data is an illustration.
attribution = Origin
published = Published
features = Visible items
last-run = Last update
outcome = Result
run-published = New data published.
run-unchanged = Nothing new.
run-refused = Refused: the earlier data stays in place.
rows-read = Rows read
rows-kept = Rows kept
rows-refused = Rows refused
report-lines = { $count ->
    [one] { $count } remark
   *[other] { $count } remarks
}
report-line = line { $line }:
limits = Its limits
limits-lede = Parvis allows it no more, so that other services and your pages do not suffer.
limits-all = See all limits
service-paused = This service is paused after too many errors. Next try: { $at }.
limit = { $kind ->
    [view-cpu-ms] Computing for one page: { $value } milliseconds
    [view-wall-ms] Waiting for one page: { $value } milliseconds
    [view-memory-mib] Memory for one page: { $value } MiB
    [view-host-call-kib] Sent to Parvis at once, for one page: { $value } KiB
    [view-crossing-mib] Exchanged with Parvis for one page: { $value } MiB
    [view-host-calls] Questions to Parvis for one page: { $value }
    [view-rows] Items read for one page: { $value }
    [view-log-lines] Lines of log for one page: { $value }
    [view-log-line-bytes] Length of a line of log, for one page: { $value } bytes
    [view-handles] Objects held at one time for one page: { $value }
    [refresh-cpu-ms] Computing for one refresh: { $value } milliseconds
    [refresh-wall-ms] Waiting for one refresh: { $value } milliseconds
    [refresh-memory-mib] Memory for one refresh: { $value } MiB
    [refresh-host-call-kib] Sent to Parvis at once, for one refresh: { $value } KiB
    [refresh-crossing-mib] Exchanged with Parvis for one refresh: { $value } MiB
    [refresh-host-calls] Questions to Parvis for one refresh: { $value }
    [refresh-rows] Items read for one refresh: { $value }
    [refresh-log-lines] Lines of log for one refresh: { $value }
    [refresh-log-line-bytes] Length of a line of log, for one refresh: { $value } bytes
    [refresh-handles] Objects held at one time for one refresh: { $value }
    [view-blocks] Parts of a page: { $value }
    [view-text-chars] Length of a text: { $value } characters
    [view-kib] Size of a page: { $value } KiB
    [view-feeds] Lists in a page: { $value }
    [view-results] Results that a page asks for: { $value }
    [calls-at-once] Pages made at one time, all services together: { $value }
    [calls-per-plugin] Pages of this service made at one time: { $value }
    [queue-per-plugin] Requests that wait for this service: { $value }
    [wait-for-turn-ms] Waiting for its turn: { $value } milliseconds
    [breaker-faults] Errors before a pause: { $value }
    [breaker-window-s] Time for which an error counts: { $value } seconds
    [breaker-pause-s] First pause: { $value } seconds
    [breaker-longest-pause-s] Longest pause: { $value } seconds
    [cpu-share-percent] Share of the machine for its pages, and as much for its refreshes: { $value } per cent
    [outbound-mib] Data received from outside during one refresh: { $value } MiB
    [outbound-seconds] Waiting for the outside during one refresh: { $value } seconds
    [outbound-requests] Requests to the outside during one refresh: { $value }
    [stored-mib] Data published and kept: { $value } MiB
    [log-mib-per-day] Log of one day: { $value } MiB
    [component-size-mib] Size of the program: { $value } MiB
    [component-imports] Powers that the program can ask for: { $value }
    [component-exports] Services that the program can offer: { $value }
    [component-functions] Functions of the program: { $value }
    [component-function-kib] Size of a function: { $value } KiB
    [component-function-locals] Variables of a function: { $value }
    [component-types] Types of the program: { $value }
    [component-memories] Memories of the program: { $value }
    [component-tables] Tables of the program: { $value }
    [component-table-elements] Elements of a table: { $value }
    [component-core-instances] Modules of the program that are started: { $value }
    [component-nesting] Programs within each other: { $value }
    [component-items] Other elements of the program: { $value }
    [component-stack-kib] Stack of the program: { $value } KiB
    [compile-cpu-s] Computing to prepare the program: { $value } seconds
    [compile-memory-mib] Memory to prepare the program: { $value } MiB
    [compile-code-mib] Size of the prepared program: { $value } MiB
    [compile-wall-s] Waiting to prepare the program: { $value } seconds
   *[other] { $kind }: { $value }
}

## Errors
back-home = Back to the front page
request-number = Number of the request:
error-title = { $error ->
    [bad-request] Request not understood
    [unknown-place] Unknown place
    [outside-territory] Outside of the territory
    [forbidden] Request refused
    [not-found] Page not found
    [too-many] Too many requests
    [too-large] Request too long
    [too-slow] Request too slow
    [wrong-address] Not our address
    [unavailable] Not available
   *[internal] Something went wrong
}
error-reason = { $error ->
    [bad-request] The request sent by your browser is incomplete or badly written.
    [unknown-place] No place of the territory has this name.
    [outside-territory] This position is not within the territory that this site covers.
    [forbidden] This request does not come from a page of this site, or is not allowed.
    [not-found] This page does not exist, or no longer.
    [too-many] Too many requests came in a short time.
    [too-large] The request sent by your browser is longer than this site takes.
    [too-slow] The request did not arrive whole in time.
    [wrong-address] This site does not answer under this name.
    [unavailable] The site cannot answer right now.
   *[internal] The site could not prepare this page. It is not your fault.
}
error-next = { $error ->
    [bad-request] Go back to the front page and start again.
    [unknown-place] Choose a station, a public place or a commune from the list.
    [outside-territory] Choose a place of the territory by its name.
    [forbidden] Go back to the front page and start again from there.
    [not-found] Check the address, or start from the front page.
    [too-many] Wait a minute, then try again.
    [too-large] Go back to the front page and start again.
    [too-slow] Check your connection, then try again.
    [wrong-address] Follow the link to the right address.
    [unavailable] Try again in a few minutes.
   *[internal] Try again. If it goes on, give this number to the local authority.
}
