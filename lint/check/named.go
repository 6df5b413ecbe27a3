package check

import "strings"

// groupLength is how much of an ID names its group: EP1 of EP101.
const groupLength = len("EP1")

// Named lists the IDs of the rules that a word names: one rule by its ID or name,
// or a group by the beginning of its IDs, such as EP1. Case does not matter. The
// list is empty for a word that names nothing.
func Named(word string, rules []Rule) []string {
	var group []string
	for _, r := range rules {
		switch {
		case strings.EqualFold(r.ID, word), strings.EqualFold(r.Name, word):
			return []string{r.ID}
		case len(word) == groupLength && len(r.ID) > groupLength && strings.EqualFold(r.ID[:groupLength], word):
			group = append(group, r.ID)
		}
	}
	return group
}
