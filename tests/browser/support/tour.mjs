// Every kind of page there is, each with a way to reach it, for the stories that look at all of them.
import { choosePlace, follow, open } from "./steps.mjs";

/** A station of the territory with trains on both of its sides. */
export const STATION = "Gare d'Issy";

const at = (path, status) => (page) => open(page, path, status);

const withPlace = async (page) => {
  await open(page, "/");
  await choosePlace(page, STATION);
};

const board = async (page) => {
  await withPlace(page);
  await follow(page, page.locator(".card-title a").first());
};

/** The page of the RER C: a line's address is the feed's affair, so its link is followed. */
export const lineC = async (page) => {
  await withPlace(page);
  await open(page, "/deplacements");
  await follow(page, page.locator(".list li", { has: page.locator(".badge", { hasText: /^C$/ }) }).getByRole("link"));
};

export const MISSING = "/nulle-part";

/** Pages of the district's other services, which the demo alone has. */
const DISTRICT = {
  "autour": async (page) => {
    await withPlace(page);
    await open(page, "/autour?quand=semaine&distance=10000");
  },
  "carte": async (page) => {
    await withPlace(page);
    await open(page, "/carte?quand=semaine&distance=10000");
  },
  "affiche": at("/autour/affiche?lieu=gare-issy&quand=semaine&distance=10000"),
  "affiche-sans-lieu": at("/autour/affiche"),
  "chercher": at("/chercher?q=march%C3%A9"),
  "donnees": at("/donnees"),
  "sortir": async (page) => {
    await withPlace(page);
    await open(page, "/sortir");
  },
  "week-end": at("/services/culture/week-end"),
  "evenement": async (page) => {
    await open(page, "/services/culture/week-end");
    await follow(page, page.locator(".card-title a").first());
  },
  "fiche": async (page) => {
    await DISTRICT.evenement(page);
    await follow(page, page.getByRole("link", { name: "Ajouter à mon agenda" }));
  },
  "lieux": at("/services/culture/lieux"),
  "entraide": async (page) => {
    await withPlace(page);
    await open(page, "/entraide");
  },
  "besoin": at("/services/solidarite/manger"),
  "travailler": at("/travailler"),
  "demarches": at("/demarches"),
  "vos-donnees": at("/vos-donnees"),
  "accessibilite": at("/accessibilite"),
  "regles": at("/regles"),
  "mentions": at("/mentions"),
};

export const TOUR = {
  "accueil-sans-lieu": at("/"),
  "accueil": withPlace,
  "tableau": board,
  "ligne": lineC,
  "deplacements": async (page) => {
    await withPlace(page);
    await open(page, "/deplacements");
  },
  "gares": at("/services/transport/gares"),
  "services": at("/services"),
  "service": at("/services/transport"),
  "introuvable": at(MISSING, 404),
  ...(process.argv[1].endsWith("sample.mjs") ? DISTRICT : {}),
};
