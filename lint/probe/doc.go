// Package probe holds what came of trying to reach the hosts of a deployment, in words
// and as reports. Package dial makes the results.
//
//	for _, r := range results {
//		fmt.Println(r.Host, r.Port, r.Outcome, r.Text())
//		fmt.Println(r.Help()) // what to do about it
//	}
//	err := probe.WriteCSV(w, results)
//
// NewDocument makes the report as JSON, Summarize counts.
//
// The issuer of a certificate is the only text of a server in a result. It is cut to a
// length, and Result.Text quotes it. A caller that prints it must still keep terminals
// and CI systems from taking it for a command.
package probe
