package report

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// secretSpans are the places to hide in a file, in rising order. They are searched for
// once in each file, because a line of a minified file may be shown a thousand times.
type secretSpans []secret.Span

// within are the spans that touch a part of the file, cut to that part.
func (s secretSpans) within(start, end int) []secret.Span {
	first, _ := slices.BinarySearchFunc(s, start, func(p secret.Span, at int) int { return p.End - at })
	var found []secret.Span
	for _, p := range s[first:] {
		if p.Start >= end {
			break
		}
		if from, to := max(start, p.Start), min(end, p.End); from < to {
			found = append(found, secret.Span{Start: from - start, End: to - start})
		}
	}
	return found
}

// failed are the failures without passwords.
func (r *Run) failed() []Failure {
	all := make([]Failure, len(r.Failures))
	for i, f := range r.Failures {
		all[i] = Failure{secret.Path(f.Path), secret.Message(f.Message)}
	}
	return all
}
