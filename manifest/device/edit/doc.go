// Package edit plans how the files of a device get a proxy, or lose it again. It writes
// nothing.
//
//	plan, err := edit.Set(os.DirFS(root), edit.Settings{Proxy: url})
//	for _, f := range plan.Files {
//		fmt.Println(f.Path, f.Changes) // f.Old, f.New
//	}
//
// The proxy goes to where its readers look for it: [agent.env] of config.toml for
// edgeAgent, drop-ins of systemd for the daemons and for Docker, or Docker's
// daemon.json, and, if asked for, a file for apt. Where a variable stands already, its
// value is replaced there. In config.toml, lines of this package stand between two
// comments, so that [Remove] knows them.
//
// # Laws
//
//   - A second run plans nothing.
//   - Bytes outside of the inserted and replaced places stay. Of the lines that
//     somebody has written, only a proxy of config.toml that nobody reads is taken out:
//     it moves to [agent.env].
//   - config.toml, decoded before and after, differs only in [agent.env], and in name,
//     type and image of [agent] where there was no [agent].
//   - The units, read by package device before and after, differ in variables of the
//     proxy only.
//   - Remove after Set gives back the bytes, if no proxy stood there before.
//   - Each plan is checked by package device: all readers get the proxy, or there is no
//     plan but an error with the place of the obstacle.
//   - No error, change or note holds a password.
package edit
