// Package project lints and edits the manifests of a repository, as the program
// edgeproxy does: it finds the files, reads the configuration of each, compares
// with a baseline and with an earlier version, works on many files at a time, and
// writes all of them or none.
//
//	res, err := project.Lint(ctx, []string{"manifests"}, project.Options{})
//	if err == nil {
//		err = report.Text(os.Stdout, res.Run, report.Options{})
//		failed := res.Fails() || len(res.Errors()) > 0
//	}
//
// [Lint] and [Apply] only read. They return values: the findings as a [report.Run],
// which package report writes in any format, and the [Edit] of each file.
// [Result.WriteFixes], [Result.WriteBaseline] and [Applied.Write] write files. The zero
// value of [Options] works as the program without flags does.
//
// [CompareSites], [WriteSites] and [LintSites] do the same for a list of sites, whose
// manifests are all made from one. [Input.Overviews] and [Input.Endpoints] list what
// the manifests say of proxies, and which hosts their devices need; [InForce] is the
// configuration of a file.
//
// The package prints nothing, and keeps nothing between two calls. Relative names start from the current folder of the process.
// Errors name the file, or are an [OptionError], which names the option.
package project
