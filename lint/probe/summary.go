package probe

// Summary counts results. Each of them is in one of the counts.
type Summary struct {
	Reached    int `json:"reached"`
	NotReached int `json:"notReached"` // endpoints that devices need
	Optional   int `json:"optionalNotReached"`
	NotTried   int `json:"notTried"`
}

// Summarize counts results.
func Summarize(results []Result) (s Summary) {
	for _, r := range results {
		switch {
		case r.Outcome == NotTried:
			s.NotTried++
		case !r.Failed():
			s.Reached++
		case r.Optional:
			s.Optional++
		default:
			s.NotReached++
		}
	}
	return s
}
