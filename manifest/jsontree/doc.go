// Package jsontree reads one JSON text as a tree whose values know their places,
// and plans edits of the text that look as if a careful person had typed them. It
// knows nothing of manifests.
//
//	tree, err := jsontree.Parse(src, jsontree.Limits{}) // *jsontree.SyntaxError has the place
//	env := tree.Root().Get("env")                        // the zero Node if there is none
//	edits := jsontree.AtEnd(env, nil).Edits([]jsontree.Member{{Key: "a", Value: "1"}})
//	out, err := text.Splice(src, edits)
//
// [Parse] takes strict JSON. It also takes what manifests and templates hold
// beyond strict JSON: a byte order mark, comments, trailing commas, placeholders
// without quotes, JSON lines. Each of these is reported by [Tree.Oddities]. It never panics and never
// overflows the stack, for any bytes (law L6).
//
// [Joined] reads JSON that stands in strings of another text, such as the parts of
// createOptions, with places in that text.
package jsontree
