package check

import "strings"

// Nearest is the candidate that a misspelt word probably stands for, or "".
func Nearest(word string, candidates []string) string {
	word = foldWord(word)
	if word == "" || len(word) > 64 {
		return ""
	}
	best, least := "", max(1, len(word)/4)+1
	for _, c := range candidates {
		folded := foldWord(c)
		d := distance(word, folded)
		if len(word) > 2 && strings.HasPrefix(folded, word) {
			d = min(d, 1) // "warn" stands for "warning"
		}
		if d < least {
			best, least = c, d
		}
	}
	return best
}

// foldWord makes words alike that differ in case, hyphens and underscores only.
func foldWord(word string) string {
	return strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(word))
}

// distance is the number of letters to insert, delete or replace that turns
// one word into the other (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
