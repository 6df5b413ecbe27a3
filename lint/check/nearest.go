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

// foldWord removes differences in case, hyphens and underscores.
func foldWord(word string) string {
	return strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(word))
}

// distance is the smallest number of steps that turn one word into the other. A
// step inserts, deletes or replaces a letter, or swaps it with the next (optimal
// string alignment).
func distance(a, b string) int {
	before, row := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next := make([]int, len(b)+1)
		next[0] = i + 1
		for j := range len(b) {
			next[j+1] = 1 + min(row[j], row[j+1], next[j])
			if a[i] == b[j] {
				next[j+1] = row[j]
			}
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], 1+before[j-1])
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}
