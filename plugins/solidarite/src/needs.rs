//! What people need, in their own words, and the topics of data.inclusion that answer it.

use parvis_sdk::{Text, text};

/// A need.
pub(crate) struct Need {
    /// Its page, and its code in the data.
    pub(crate) code: &'static str,
    fr: &'static str,
    en: &'static str,
    /// Beginnings of the topics of data.inclusion, versions 0 and 1.
    topics: &'static [&'static str],
}

impl Need {
    /// In the words of people.
    pub(crate) fn words(&self) -> Text {
        text(self.fr).en(self.en)
    }
}

/// Every need, the most pressing first.
pub(crate) const NEEDS: &[Need] = &[
    Need { code: "manger", fr: "Manger", en: "Food", topics: &["equipement-et-alimentation--alimentation"] },
    Need {
        code: "papiers",
        fr: "Papiers et droits",
        en: "Papers and rights",
        topics: &["difficultes-administratives-ou-juridiques", "acces-aux-droits-et-citoyennete"],
    },
    Need { code: "sante", fr: "Santé", en: "Health", topics: &["sante", "handicap"] },
    Need {
        code: "numerique",
        fr: "Ordinateur et internet",
        en: "Computers and internet",
        topics: &["numerique"],
    },
    Need { code: "logement", fr: "Logement", en: "Housing", topics: &["logement-hebergement"] },
    Need {
        code: "argent",
        fr: "Argent et dettes",
        en: "Money and debts",
        topics: &["difficultes-financieres", "gestion-financiere"],
    },
    Need { code: "famille", fr: "Famille et enfants", en: "Family and children", topics: &["famille"] },
    Need {
        code: "francais",
        fr: "Parler et lire le français",
        en: "Speaking and reading French",
        topics: &["lecture-ecriture-calcul", "apprendre-francais", "illettrisme"],
    },
    Need {
        code: "emploi",
        fr: "Travail et formation",
        en: "Work and training",
        topics: &[
            "choisir-un-metier",
            "trouver-un-emploi",
            "preparer-sa-candidature",
            "se-former",
            "creer-une-entreprise",
            "creation-activite",
            "accompagnement-social-et-professionnel",
            "souvrir-a-linternational",
        ],
    },
    Need { code: "mobilite", fr: "Se déplacer", en: "Getting around", topics: &["mobilite"] },
    Need {
        code: "equipement",
        fr: "Vêtements et équipement",
        en: "Clothes and equipment",
        topics: &["equipement-et-alimentation"],
    },
    Need { code: "lien", fr: "Rencontrer du monde", en: "Meeting people", topics: &["remobilisation"] },
];

/// The need of that page.
pub(crate) fn named(code: &str) -> Option<&'static Need> {
    NEEDS.iter().find(|need| need.code == code)
}

/// The needs that a topic of data.inclusion answers.
pub(crate) fn of_topic(topic: &str) -> impl Iterator<Item = &'static str> {
    let topic = topic.trim().to_owned();
    let answers = move |need: &&Need| {
        // Food is a part of its topic, and the other parts are equipment.
        let is_food = topic == "equipement-et-alimentation--alimentation";
        match need.code {
            "equipement" if is_food => false,
            _ => need.topics.iter().any(|begin| {
                topic.strip_prefix(begin).is_some_and(|rest| rest.is_empty() || rest.starts_with("--"))
            }),
        }
    };
    NEEDS.iter().filter(answers).map(|need| need.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_of_both_versions_answer_needs() {
        let of = |topic: &str| of_topic(topic).collect::<Vec<_>>();
        assert_eq!(of("equipement-et-alimentation--alimentation"), ["manger"]);
        assert_eq!(of("equipement-et-alimentation--habillement"), ["equipement"]);
        assert_eq!(of("numerique--acceder-a-une-connexion-internet"), ["numerique"]);
        assert_eq!(of("acces-aux-droits-et-citoyennete--accompagnement-juridique"), ["papiers"]);
        assert_eq!(of("sante"), ["sante"]);
        assert!(of("santexyz").is_empty() && of("").is_empty());
        assert!(named("manger").is_some() && named("rien").is_none());
    }
}
