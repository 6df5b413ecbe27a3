package fleet

import (
	"fmt"
	"strings"
)

// worstFirst is the order in which verdicts are listed.
var worstFirst = [...]Verdict{Loses, Unknown, NoBase, Changes, Gains, Keeps, None}

// String lists the verdicts that occur, the worst first.
func (c Counts) String() string {
	return c.list(func(v Verdict, n int) string { return sentenceWords[v].of(n) })
}

// short lists them in few words.
func (c Counts) short() string {
	return c.list(func(v Verdict, n int) string { return cellWords[v].of(n) })
}

func (c Counts) list(word func(Verdict, int) string) string {
	var list []string
	for _, v := range worstFirst {
		if c[v] > 0 {
			list = append(list, fmt.Sprintf("%d %s", c[v], word(v, c[v])))
		}
	}
	return strings.Join(list, ", ")
}

// words are those behind the number 1, and behind others.
type words struct{ one, more string }

func (w words) of(n int) string {
	if n == 1 {
		return w.one
	}
	return w.more
}

// sentenceWords are the verdicts as a sentence says them.
var sentenceWords = [verdicts]words{
	None:    {"still has no proxy", "still have no proxy"},
	Keeps:   {"keeps its proxy", "keep their proxy"},
	Changes: {"gets another proxy", "get another proxy"},
	Gains:   {"gets a proxy", "get a proxy"},
	Loses:   {"loses its proxy", "lose their proxy"},
	NoBase:  {"has no base deployment", "have no base deployment"},
	Unknown: {"could not be judged", "could not be judged"},
}

// cellWords are the verdicts as a cell of a table says them.
var cellWords = [verdicts]words{
	None:    {"none", "none"},
	Keeps:   {"keeps", "keep"},
	Changes: {"changes", "change"},
	Gains:   {"gains", "gain"},
	Loses:   {"loses", "lose"},
	NoBase:  {"no base", "no base"},
	Unknown: {"unknown", "unknown"},
}
