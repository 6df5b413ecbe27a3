package starter

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// Sites is a list of sites that was found. All paths are relative to the folder, with
// slashes.
type Sites struct {
	List     string
	Number   int    // of sites
	Manifest string // the manifest from which those of all sites are made; "" if that is not clear
	Named    bool   // the list names the manifest
	Out      string // the folder with the manifests of the sites; "" if there are none
	OneProxy string // the place in the configuration that expects one proxy of all sites; "" if none does

	files     []string // manifests of sites that were found
	noProxy   []string // those of sites without a proxy
	variables []string // of the environment that the list needs
}

// Command is the command that shows whether the sites are well: it compares their
// manifests with the list, or checks what each site would get.
func (s *Sites) Command() string { return s.command() }

// compares reports whether the command can compare the manifests with the list. It
// cannot if the list needs the environment: the manifests were made with values of that
// time, such as the number of a build.
func (s *Sites) compares() bool { return s.Out != "" && len(s.variables) == 0 }

// command is Command with more flags.
func (s *Sites) command(more ...string) string {
	words := []string{"edgeproxy", "lint"}
	if s.compares() {
		words = []string{"edgeproxy", "apply", "--check", "--out", quoteShell(s.Out)}
		if len(s.files) < s.Number {
			words = append(words, "--group")
		}
	}
	words = append(append(words, "--sites", quoteShell(s.List)), more...)
	if !s.Named {
		words = append(words, quoteShell(s.Manifest))
	}
	return strings.Join(words, " ")
}

// lookForSites finds the lists of sites, and which manifests belong to them.
func (s *survey) lookForSites(folder string) {
	var unclear []*Sites
	for _, list := range (project.Input{}).FindSites(folder) {
		found := &Sites{List: relative(folder, list.Path), Number: len(list.Sites), variables: list.Variables}
		if list.Manifest != "" {
			found.Manifest, found.Named = relative(folder, list.Manifest), true
		} else {
			unclear = append(unclear, found)
		}
		found.findFiles(&list.List, s.names)
		s.sites = append(s.sites, found)
	}
	for _, list := range unclear {
		list.Manifest = s.manifestFor(list)
	}
}

// relative is a path as the texts of a plan name it.
func relative(folder, file string) string {
	if rel, err := filepath.Rel(folder, file); err == nil {
		file = rel
	}
	return filepath.ToSlash(file)
}

// findFiles finds the manifests of the sites: in the folder that holds most files with
// their names.
func (s *Sites) findFiles(list *sites.List, names []string) {
	outputs := map[string]bool{} // whether the site has no proxy
	for i := range list.Sites {
		outputs[sites.Fill(list.Output.Text, list.Sites[i].Name)] = list.Sites[i].NoProxy
	}
	folders := map[string]int{}
	each := func(do func(name, folder string, noProxy bool)) {
		for _, name := range names {
			for rest, more := name, name != s.Manifest; more; _, rest, more = strings.Cut(rest, "/") {
				if noProxy, ok := outputs[rest]; ok {
					do(name, path.Clean(strings.TrimSuffix(name, rest)), noProxy)
				}
			}
		}
	}
	each(func(_, folder string, _ bool) { folders[folder]++ })
	s.Out, _ = most(folders)
	each(func(name, folder string, noProxy bool) {
		if folder != s.Out {
			return
		}
		s.files = append(s.files, name)
		if noProxy {
			s.noProxy = append(s.noProxy, name)
		}
	})
}

// manifestFor is the manifest of a list that names none: the only one that is not made
// from a list, in the repository or beside the list.
func (s *survey) manifestFor(list *Sites) string {
	var all, beside []string
	for _, name := range s.names {
		if slices.ContainsFunc(s.sites, func(other *Sites) bool { return slices.Contains(other.files, name) }) {
			continue
		}
		all = append(all, name)
		if path.Dir(name) == path.Dir(list.List) {
			beside = append(beside, name)
		}
	}
	for _, candidates := range [][]string{all, beside} {
		if len(candidates) == 1 {
			return candidates[0]
		}
	}
	return ""
}

// sitesPart is the part of a configuration about the proxies of sites.
func sitesPart(lists []*Sites) string {
	var names []string
	for _, list := range lists {
		names = append(names, quoteYAML(list.List))
	}
	return `  # Each site has a proxy of its own, or none: see ` + strings.Join(names, " and ") + `.
  # So this file names no proxy that all must have, and no protocol and no modules,
  # which "edgeproxy apply --sites" would give to all of them.
  required: true
`
}

// withoutProxy are the files of sites that need no proxy, sorted.
func withoutProxy(s survey) []string {
	var files []string
	for _, list := range s.sites {
		files = append(files, list.noProxy...)
		if s.bare[list.Manifest] {
			files = append(files, list.Manifest)
		}
	}
	files = slices.DeleteFunc(files, func(name string) bool { return strings.Contains(name, `\`) }) // no glob can name it
	slices.Sort(files)
	return slices.Compact(files)
}

// siteSteps are the steps of a pipeline that check the sites. word is the key of a
// command, title that of the name of a step, and secret is how the pipeline writes a
// variable, with NAME for its name.
func siteSteps(lists []*Sites, word, title, secret string) string {
	var b strings.Builder
	for _, list := range lists {
		if list.Manifest == "" {
			continue // Plan.Sites says that the manifest is not known
		}
		name, flags := "Check that the manifests of the sites are as the list says", []string{"--config", config.FileName}
		if !list.compares() {
			name, flags = "Check what each site would get", append(flags, "--format", "auto")
		}
		b.WriteString("  - " + word + ": " + quoteLine(list.command(flags...)) + "\n")
		b.WriteString("    " + title + ": " + name + "\n")
		for i, variable := range list.variables {
			if i == 0 {
				b.WriteString("    env:\n")
			}
			b.WriteString("      " + variable + ": " + strings.ReplaceAll(secret, "NAME", variable) + "\n")
		}
	}
	return b.String()
}
