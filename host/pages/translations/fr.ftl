# Les phrases du Parvis, en français. Chaque clé existe dans chaque langue ; un test le vérifie.

## Toutes les pages
skip = Aller au contenu
home = Accueil
navigation = Se repérer
services = Les services : qui fait quoi
change = Changer
the-place = de lieu
banner = À savoir sur ce site
demo-clock = Horloge de démonstration : nous sommes le { $day }, il est { $time }.
sample-territory = Territoire d’exemple : les contours des communes sont simplifiés.
free-software = Logiciel libre Parvis, licence EUPL-1.2.
language = { $tag ->
    [en] English
   *[fr] Français
}
verb = { $verb ->
    [deplacements] Se déplacer
    [entraide] S’entraider
    [sortir] Sortir et apprendre
    [travailler] Travailler
    [participer] Participer
   *[demarches] Mes démarches
}
verbs = Que voulez-vous faire ?
other-site = (autre site)
know-more = En savoir plus

## Accueil et choix du lieu
home-title = Autour de vous
home-title-no-place = Où êtes-vous ?
home-question = Où êtes-vous ?
around = Autour de
change-place = Changer de lieu
forget-place = Oublier ce lieu
use-position = Utiliser ma position
position-waiting = Recherche de votre position…
position-denied = Votre appareil n’a pas donné sa position. Choisissez un lieu par son nom.
position-failed = Votre appareil n’a pas trouvé sa position. Choisissez un lieu par son nom.
or = ou
place-label = Choisir un lieu par son nom
place-choose = Gare, lieu public, ville
place-go = Voir
search = Chercher
position-outside = votre position, hors du territoire
place-promise = Votre position n’est pas gardée : elle reste dans votre appareil, arrondie à 100 mètres.
stations = Gares
public-places = Lieux publics
communes = Communes
no-place = Choisissez un lieu pour voir ce qui est près de vous.
choose-place = Choisir un lieu
no-service = Aucun service ici pour le moment.

## Parties de page
offered-by = Proposé par le service
part-failed = Ce service ne répond pas en ce moment. Le reste de la page est complet. Réessayez dans quelques minutes.
part-busy = Ce service reçoit beaucoup de demandes. Réessayez dans une minute.
part-not-granted = Ce service attend une autorisation pour s’afficher ici.
coming-soon = Cette partie sera bientôt disponible.
see-more = Voir plus
sources = Source :
example = Exemple
table = Tableau
column = { $name ->
    [title] Nom
    [start] Début
    [end] Fin
    [distance] Distance
    [source] Source
    [updated] Mis à jour
   *[other] { $name }
}
progress = { $value } sur { $goal }
step-current = (en cours)
step-done = (fait)
opening-hours = Horaires :
quick-exit = Quitter vite ce site

## Fraîcheur des données
data-expired = Ces informations ne valaient que jusqu’au { $day }.
data-late = Information indisponible depuis { $moment }. Voici ce qui était connu alors.
data-refused = La dernière mise à jour a été refusée : informations inchangées depuis { $moment }.
data-not-yet = Ces informations ne valent qu’à partir du { $day }.
live-late = Le temps réel n’est plus à jour depuis { $moment } : retards et suppressions ont pu changer.
live-missing = Le temps réel n’est pas disponible : ces horaires sont ceux qui étaient prévus.
data-missing = Cette information n’est pas encore disponible.

## Temps
just-now = à l’instant
approaching = à l’approche
in-minutes = dans { $minutes } min
minutes-ago = il y a { $minutes } min
hours-ago = il y a { $hours } h
days-ago = { $days ->
    [one] il y a { $days } jour
   *[other] il y a { $days } jours
}
yesterday = hier
today = aujourd’hui
tomorrow = demain
weekday = { $weekday ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[7] dimanche
}
month = { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
}
date = { $day ->
    [1] 1er { $month }
   *[other] { $day } { $month }
}
date-with-year = { $day ->
    [1] 1er { $month } { $year }
   *[other] { $day } { $month } { $year }
}
weekday-and-date = { $weekday } { $date }
day-and-time = { $day } à { $time }
date-and-time = le { $date } à { $time }
under-a-minute = moins d’une minute
minutes = { $minutes } min
hours = { $hours } h
hours-and-minutes = { $hours } h { $minutes }
days = { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}

## Mesures et prix
decimal-mark = ,
group-mark = {"\u202F"}
metres = { $metres } m
kilometres = { $kilometres } km
walking-minutes = { $minutes } min à pied
percent = { $number } %
free = gratuit
euros = { $amount } €
price = { $amount } { $currency }
yes = oui
no = non

## La fiche d’une chose
add-to-calendar = Ajouter à mon agenda
lent = Données prêtées :
fact = { $name ->
    [start] Quand
    [end] Jusqu’à
    [description] En quelques mots
    [price] Prix
    [conditions] Pour entrer
    [venue] Lieu
    [address] Adresse
    [url] Site
    [status-text] À savoir
    [accessibility-text] Accès
    [keywords] Sujets
    [bikes] Vélos
    [ebikes] Électriques
    [docks] Places libres
    [capacity] Places en tout
    [renting] On peut en prendre
    [returning] On peut en rendre
    [contract] Contrat
    [salary] Salaire
    [hours] Horaires
    [audience-text] Pour qui
    [checked] Vérifié
    [opening-hours] Horaires
    [phone] Téléphone
    [email] Courriel
    [lines] Lignes
    [organisation] Organisme
    [agency] Exploitant
    [text] En quelques mots
    [platform] Voie
    [about] Heure approximative
    [source] Source
    [updated] Mis à jour
   *[other] { $name }
}

## Autour de moi, chercher
around-me = Autour de moi
around-all = Tout ce qui est autour de moi
around-empty = Rien à cette distance. Choisissez une distance plus grande, ou un autre jour.
filters = Choisir ce qui est montré
filter = { $name ->
    [quoi] Quoi :
    [quand] Quand :
   *[distance] Distance :
}
filter-word = { $word ->
    [tout] tout
    [sorties] sorties
    [lieux] lieux
    [aide] aide
    [transports] transports
    [offres] offres
    [maintenant] maintenant
    [aujourd-hui] aujourd’hui
    [week-end] ce week-end
    [semaine] 7 jours
    [m500] 500 m
    [m1000] 1 km
    [m3000] 3 km
   *[m10000] 10 km
}
kind = { $name ->
    [events] Sortie
    [places] Lieu
    [social-services] Aide
    [vehicle-stations] Vélos
    [stops] Arrêt
    [lines] Ligne
    [offers] Offre
    [alerts] Alerte
   *[other] { $name }
}
kind-many = { $name ->
    [events] Sorties
    [places] Lieux
    [social-services] Services qui aident
    [vehicle-stations] Vélos
    [stops] Gares et arrêts
    [lines] Lignes
    [offers] Offres
    [alerts] Alertes
   *[other] { $name }
}
search-label = Que cherchez-vous ?
search-empty = Rien ne porte ce nom ici. Essayez un autre mot, ou un mot plus court.
search-places = Aller à un endroit
around-place = Autour de { $name }

## Sur la carte
map = La carte
map-title = Autour de moi, sur la carte
see-map = Voir sur la carte
see-list = Voir la liste
map-show = Afficher la carte
map-needs-script = La carte a besoin de JavaScript. Voici la même chose en liste.
map-absent = La carte n’est pas installée sur ce site. Voici la même chose en liste.
map-failed = La carte ne peut pas s’afficher sur cet appareil. Voici la même chose en liste.
map-waiting = La carte arrive…
map-label = Carte. Les flèches la déplacent, Entrée montre ce qui est au milieu.
map-help = Au clavier : les flèches déplacent la carte, + et − la rapprochent et l’éloignent, Entrée montre ce qui est au milieu, Échap le referme.
map-move = Déplacer la carte
map-closer = Rapprocher
map-farther = Éloigner
map-back = Revenir au point de départ
map-chosen = Ce que vous avez choisi
map-close = Fermer
map-legend = Ce que disent les couleurs
map-here = Votre lieu
map-list = Ce que montre la carte
map-seen = { $count ->
    [0] Rien sur cette partie de la carte.
    [one] 1 lieu sur la carte.
   *[other] { $number } lieux sur la carte.
}
map-crowd = { $number } lieux ici : rapprochez la carte pour les voir un à un.
map-base = Fond de carte :

## Données ouvertes
open-data = Données ouvertes
open-data-lede = Tout ce que les services montrent ici, à emporter. Chaque liste dit d’où elle vient et sous quelle licence.
open-data-none = Aucune donnée n’est publiée pour le moment.
open-data-lent = Prêté, ne s’emporte pas : { $terms }
open-data-count = { $count } éléments
take-away = Recevoir cette liste
take-away-lede = Ces adresses nomment le lieu public que vous avez choisi, jamais votre position.
export = { $ending ->
    [rss] Flux RSS
    [ics] Agenda (iCalendar)
    [csv] Tableau (CSV)
   *[geojson] Carte (GeoJSON)
}
poster = Affiche à imprimer
poster-lede = Une feuille A4 à accrocher, avec un code qui mène à la liste du jour. Elle part d’un lieu public, jamais de l’endroit où vous êtes.
poster-go = Voir l’affiche
poster-more = Il y en a d’autres : la suite est à l’adresse ci-dessous.
poster-code = Code QR qui mène à la liste du jour
poster-scan = La liste du jour :
poster-made = Feuille du { $day }, { $time }.

## Horaires d’ouverture
hours-day = { $day ->
    [today] à { $time }
    [tomorrow] demain à { $time }
    [d1] lundi à { $time }
    [d2] mardi à { $time }
    [d3] mercredi à { $time }
    [d4] jeudi à { $time }
    [d5] vendredi à { $time }
    [d6] samedi à { $time }
    [d7] dimanche à { $time }
   *[later] dans plus d’une semaine
}
hours-open = ouvert
hours-closed = fermé
hours-open-until = ouvert, ferme { $when }
hours-closed-until = fermé, ouvre { $when }
hours-word = { $word ->
    [Mo] lun
    [Tu] mar
    [We] mer
    [Th] jeu
    [Fr] ven
    [Sa] sam
    [Su] dim
    [PH] jours fériés
    [SH] vacances
    [off] fermé
    [closed] fermé
    [open] ouvert
   *[other] { $word }
}

## Pages sur le Parvis lui-même
legal-page = { $page ->
    [vos-donnees] Vos données
    [accessibilite] Accessibilité
    [regles] Règles
   *[mentions] Mentions légales
}
legal-contact = Une question, une erreur ? Écrivez ou appelez :
legal-operator = Qui tient ce site
legal-operator-none = La collectivité n’a pas encore écrit son nom ici.
legal-software = Le logiciel
legal-software-1 = Parvis est un logiciel libre, sous licence EUPL-1.2. Chacun peut le lire, l’utiliser et le changer.
legal-software-2 = Aucune page ne vient d’un autre site. Aucune mesure d’audience n’est faite.
legal-outlines = Limites des communes
legal-sources = D’où viennent les informations
data-place = Votre position
data-place-1 = Ce site ne garde pas votre position. Elle reste dans votre appareil, arrondie à 100 mètres, dans un cookie fermé que le site seul peut ouvrir.
data-place-2 = Ce cookie disparaît après 30 jours, ou quand vous choisissez d’oublier le lieu.
data-place-3 = Les services ne voient pas où vous êtes : ils disent quoi chercher, et c’est le site qui cherche.
data-kept = Ce qui est gardé
data-kept-1 = Votre adresse internet n’est écrite nulle part. Les journaux disent quelle sorte de page a été demandée, jamais par qui.
data-kept-2 = Le site compte ce que chaque service a lu, par jour. Ce compte ne dit rien de vous.
data-kept-3 = Il n’y a pas de compte à créer, et rien à effacer.
data-alone = Votre navigateur
data-alone-1 = Votre navigateur parle à ce site, et à aucun autre : pas de publicité, pas de carte ni de police venue d’ailleurs.
data-alone-2 = Il y a deux cookies au plus : celui du lieu, et celui de la langue. Aucun ne sert à vous suivre.
data-outside = Ce que les services demandent ailleurs
data-outside-lede = Ces services vont chercher leurs informations ailleurs, une fois pour tout le monde, sans rien dire de vous :
data-outside-none = Aucun service ne demande rien à un autre site.
access-promise = Ce que nous voulons
access-promise-1 = Chaque page doit se lire sans souris, avec un lecteur d’écran, sur un petit téléphone et sans JavaScript.
access-promise-2 = Les pages sont vérifiées à chaque changement par un programme (axe), en clair et en sombre, en français et en anglais. Il ne trouve aucun défaut.
access-promise-3 = Un programme ne voit pas tout. Aucun audit complet (RGAA) n’a encore été fait : ce site ne se dit donc ni conforme ni partiellement conforme.
access-known = Ce que nous savons
access-known-1 = Les textes des partenaires sont montrés comme ils les écrivent. Certains peuvent être longs ou difficiles.
access-known-2 = Si une page vous arrête, dites-le : nous cherchons une autre façon de vous donner l’information.
rules-who = Qui écrit ici
rules-who-1 = Chaque information est publiée par un service, et chaque page dit lequel, d’où elle vient et quand.
rules-who-2 = Une information trop vieille est signalée. Elle n’est jamais montrée comme normale.
rules-order = Dans quel ordre
rules-order-1 = Ce qui est le plus près ou le plus tôt vient d’abord.
rules-order-2 = Personne ne peut payer pour être montré plus haut, et rien n’est classé selon ce que vous avez regardé.
rules-wrong = Une erreur, un abus
rules-wrong-1 = Dites-le à la collectivité. Elle peut arrêter un service, ou retirer une source, en une minute.
rules-wrong-2 = Elle répond en disant ce qui a été fait, et pourquoi.

## Les services
services-lede = Chaque service est fait par un partenaire. Voici qui il est, ce qu’il peut voir et ce qu’il a lu.
made-by = Réalisé par
switched-off = Ce service est arrêté par la collectivité.
open-service = Ouvrir ce service
maker = Réalisé par
version = Version
licence = Licence
digest = Empreinte du programme
powers = Ce que ce service demande
no-power = Ce service ne demande aucun pouvoir.
permission = { $kind ->
    [read] Lire des données : { $of }
    [publish] Publier des données : { $of }
    [outbound] Se connecter à { $of }
    [source] Lire la source choisie par la collectivité : { $of }
    [write] Enregistrer ce que vous proposez : { $of }
    [respond] Enregistrer vos réponses : { $of }
    [notify] Prévenir les personnes qui l’ont demandé
    [viewer] Vous reconnaître sous un pseudonyme
   *[here] Connaître votre quartier, à 500 mètres près
}
granted = accordé
not-granted = non accordé
imports = Ce que ce service pourrait faire
imports-lede = Lu dans le programme lui-même : il ne peut rien faire d’autre.
interface = { $name ->
    [geo] Calculer avec des points et des distances publiques.
    [data] Lire les données publiques pour lesquelles il a un accord.
    [feeds] Décrire ce qu’il faut chercher près de vous, sans voir ni le lieu ni le résultat.
    [views] Décrire une page, que le Parvis met en forme.
    [publication] Publier des données, avec leur source et leur date.
    [outbound] Aller chercher des données aux adresses accordées, jamais pendant votre visite.
    [settings] Lire les réglages donnés par la collectivité.
    [random] Tirer au sort, de façon rejouable.
    [clock] Lire l’heure.
    [log] Écrire dans son journal technique.
    [actions] Proposer d’enregistrer ce que vous envoyez.
    [viewer] Vous reconnaître sous un pseudonyme, différent pour chaque service.
    [here] Connaître votre quartier, à 500 mètres près, sans pouvoir le garder.
    [types] Des mots communs : ne donne aucun pouvoir.
    [errors] Des mots communs pour les erreurs : ne donne aucun pouvoir.
   *[other] Une partie du contrat que cette page ne sait pas encore expliquer.
}
reads = Ce que ce service a lu
reads-lede = Compté par le Parvis, par jour. Le lieu d’une personne n’est jamais noté.
no-reads = Rien pour le moment.
subject = Données
subject-name = { $name ->
    [stops] arrêts et gares
    [lines] lignes
    [events] sorties
    [places] lieux
    [addresses] adresses
    [vehicle-stations] vélos en libre-service
    [social-services] services qui aident
    [offers] offres
    [alerts] alertes
    [departures] départs
    [calls] gares de chaque ligne
    [regularity] régularité des trains
    [trips] trajets
    [vehicles] positions des véhicules
    [clock] heure
    [settings] réglages
    [random] tirages au sort
   *[other] { $name }
}
day = Jour
times = Fois
traffic = Ce qu’il a échangé avec l’extérieur
traffic-lede = Compté par le Parvis, par jour : les adresses demandées, et ce qui est revenu.
traffic-grant = Autorisation
traffic-requests = Demandes
traffic-sent = Octets envoyés
traffic-received = Octets reçus
published-sources = Ce que ce service publie
example-source = Exemple : ces données sont une illustration.
attribution = Origine
published = Publié
features = Éléments visibles
last-run = Dernière mise à jour
outcome = Résultat
run-published = Nouvelles données publiées.
run-unchanged = Rien de nouveau.
run-refused = Refusée : les données d’avant restent en place.
rows-read = Lignes lues
rows-kept = Lignes gardées
rows-refused = Lignes refusées
report-lines = { $count ->
    [one] { $count } remarque
   *[other] { $count } remarques
}
report-line = ligne { $line } :
limits = Ses limites
limits-lede = Parvis ne lui accorde pas plus, pour que les autres services et vos pages n’en souffrent pas.
limits-all = Voir toutes les limites
service-paused = Ce service est en pause après trop d’erreurs. Prochain essai : { $at }.
limit = { $kind ->
    [view-cpu-ms] Calcul pour une page : { $value } millisecondes
    [view-wall-ms] Attente pour une page : { $value } millisecondes
    [view-memory-mib] Mémoire pour une page : { $value } Mio
    [view-host-call-kib] Envoi à Parvis en une fois, pour une page : { $value } Kio
    [view-crossing-mib] Échanges avec Parvis pour une page : { $value } Mio
    [view-host-calls] Questions à Parvis pour une page : { $value }
    [view-rows] Éléments lus pour une page : { $value }
    [view-log-lines] Lignes de journal pour une page : { $value }
    [view-log-line-bytes] Longueur d’une ligne de journal, pour une page : { $value } octets
    [view-handles] Objets tenus en même temps pour une page : { $value }
    [refresh-cpu-ms] Calcul pour une mise à jour : { $value } millisecondes
    [refresh-wall-ms] Attente pour une mise à jour : { $value } millisecondes
    [refresh-memory-mib] Mémoire pour une mise à jour : { $value } Mio
    [refresh-host-call-kib] Envoi à Parvis en une fois, pour une mise à jour : { $value } Kio
    [refresh-crossing-mib] Échanges avec Parvis pour une mise à jour : { $value } Mio
    [refresh-host-calls] Questions à Parvis pour une mise à jour : { $value }
    [refresh-rows] Éléments lus pour une mise à jour : { $value }
    [refresh-log-lines] Lignes de journal pour une mise à jour : { $value }
    [refresh-log-line-bytes] Longueur d’une ligne de journal, pour une mise à jour : { $value } octets
    [refresh-handles] Objets tenus en même temps pour une mise à jour : { $value }
    [view-blocks] Parties d’une page : { $value }
    [view-text-chars] Longueur d’un texte : { $value } signes
    [view-kib] Taille d’une page : { $value } Kio
    [view-feeds] Listes dans une page : { $value }
    [view-results] Résultats demandés par une page : { $value }
    [calls-at-once] Pages préparées en même temps, tous services ensemble : { $value }
    [calls-per-plugin] Pages de ce service préparées en même temps : { $value }
    [queue-per-plugin] Demandes en attente pour ce service : { $value }
    [wait-for-turn-ms] Attente de son tour : { $value } millisecondes
    [breaker-faults] Erreurs avant une pause : { $value }
    [breaker-window-s] Temps pendant lequel une erreur compte : { $value } secondes
    [breaker-pause-s] Première pause : { $value } secondes
    [breaker-longest-pause-s] Plus longue pause : { $value } secondes
    [cpu-share-percent] Part de la machine pour ses pages, et autant pour ses mises à jour : { $value } pour cent
    [outbound-mib] Données reçues de l’extérieur pendant une mise à jour : { $value } Mio
    [outbound-seconds] Attente de l’extérieur pendant une mise à jour : { $value } secondes
    [outbound-requests] Demandes à l’extérieur pendant une mise à jour : { $value }
    [stored-mib] Données publiées et gardées : { $value } Mio
    [log-mib-per-day] Journal d’une journée : { $value } Mio
    [component-size-mib] Taille du programme : { $value } Mio
    [component-imports] Pouvoirs que le programme peut demander : { $value }
    [component-exports] Services que le programme peut offrir : { $value }
    [component-functions] Fonctions du programme : { $value }
    [component-function-kib] Taille d’une fonction : { $value } Kio
    [component-function-locals] Variables d’une fonction : { $value }
    [component-types] Types du programme : { $value }
    [component-memories] Mémoires du programme : { $value }
    [component-tables] Tables du programme : { $value }
    [component-table-elements] Éléments d’une table : { $value }
    [component-core-instances] Modules du programme mis en route : { $value }
    [component-nesting] Programmes l’un dans l’autre : { $value }
    [component-items] Autres éléments du programme : { $value }
    [component-stack-kib] Pile du programme : { $value } Kio
    [compile-cpu-s] Calcul pour préparer le programme : { $value } secondes
    [compile-memory-mib] Mémoire pour préparer le programme : { $value } Mio
    [compile-code-mib] Taille du programme préparé : { $value } Mio
    [compile-wall-s] Attente pour préparer le programme : { $value } secondes
   *[other] { $kind } : { $value }
}

## Erreurs
back-home = Retour à l’accueil
request-number = Numéro de la demande :
error-title = { $error ->
    [bad-request] Demande non comprise
    [unknown-place] Lieu inconnu
    [outside-territory] Hors du territoire
    [forbidden] Demande refusée
    [not-found] Page introuvable
    [too-many] Trop de demandes
    [too-large] Demande trop longue
    [too-slow] Demande trop lente
    [wrong-address] Ce n’est pas notre adresse
    [unavailable] Service indisponible
   *[internal] Une erreur est survenue
}
error-reason = { $error ->
    [bad-request] La demande envoyée par votre navigateur est incomplète ou mal écrite.
    [unknown-place] Aucun lieu du territoire ne porte ce nom.
    [outside-territory] Cette position n’est pas dans le territoire couvert par ce site.
    [forbidden] Cette demande ne vient pas d’une page de ce site, ou n’est pas permise.
    [not-found] Cette page n’existe pas, ou n’existe plus.
    [too-many] Trop de demandes sont arrivées en peu de temps.
    [too-large] La demande envoyée par votre navigateur est plus longue que ce que ce site accepte.
    [too-slow] La demande n’est pas arrivée en entier à temps.
    [wrong-address] Ce site ne répond pas sous ce nom.
    [unavailable] Le site ne peut pas répondre en ce moment.
   *[internal] Le site n’a pas pu préparer cette page. Ce n’est pas de votre faute.
}
error-next = { $error ->
    [bad-request] Revenez à l’accueil et recommencez.
    [unknown-place] Choisissez une gare, un lieu public ou une commune dans la liste.
    [outside-territory] Choisissez un lieu du territoire par son nom.
    [forbidden] Revenez à l’accueil et recommencez depuis la page.
    [not-found] Vérifiez l’adresse, ou repartez de l’accueil.
    [too-many] Attendez une minute, puis réessayez.
    [too-large] Revenez à l’accueil et recommencez.
    [too-slow] Vérifiez votre connexion, puis réessayez.
    [wrong-address] Suivez le lien vers la bonne adresse.
    [unavailable] Réessayez dans quelques minutes.
   *[internal] Réessayez. Si cela continue, donnez ce numéro à la collectivité.
}
