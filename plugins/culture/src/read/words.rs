//! What the words of an agenda say about an event: whether it is free, whether children are welcome.

/// True if it costs nothing for anybody.
pub(super) fn is_free(words: &str) -> bool {
    let words = words.to_lowercase();
    let says = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let costs = ["payant", "non gratuit", "€", "euro", "tarif réduit", "tarif plein", "sauf", "moins de"];
    says(&["gratuit", "entrée libre", "accès libre", "participation libre", "free entry", "free of charge"])
        && !says(&costs)
}

/// True if it is meant for children.
pub(super) fn is_for_children(words: &str, from_age: Option<i64>, to_age: Option<i64>) -> bool {
    let says = words.to_lowercase();
    let named =
        ["jeune public", "enfant", "en famille", "familial", "tout-petit", "goûter", "children", "kids"];
    let of_age =
        from_age.is_some_and(|age| age <= 12) && to_age.is_none_or(|age| age <= 17 || from_age > Some(0));
    of_age || named.iter().any(|word| says.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_is_free_for_everybody() {
        for words in [
            "Gratuit",
            "Entrée libre dans la limite des places",
            "Entrée libre et gratuite, sans réservation",
        ] {
            assert!(is_free(words), "{words}");
        }
        for words in ["", "5 €", "Gratuit pour les moins de 18 ans, 12 €", "Gratuit sauf le soir", "Payant"]
        {
            assert!(!is_free(words), "{words}");
        }
    }

    #[test]
    fn children_are_named_or_of_an_age() {
        assert!(is_for_children("Spectacle jeune public", None, None));
        assert!(is_for_children("Atelier", Some(6), Some(12)));
        assert!(!is_for_children("Concert", Some(0), Some(99)), "everybody is not children");
        assert!(!is_for_children("Concert", Some(18), None));
    }
}
