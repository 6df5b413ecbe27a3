package project

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// longCondition is the length in characters from which a target condition may be too
// long for IoT Hub. The limit is not documented.
const longCondition = 2000

// remarks are what there is to say of a plan as a whole.
func (s *siteSet) remarks(plan []sites.Output) []SiteNote {
	var notes siteNotes
	same := map[string][]int{} // files by target condition
	deployments := 0
	for i := range plan {
		d := plan[i].Deployment
		if d == nil {
			continue
		}
		deployments++
		if n := utf8.RuneCountInString(d.Condition.Text); n > longCondition {
			notes.add(i, s.names(&plan[i]), fmt.Sprintf("their target condition has %d characters, and the limit of IoT Hub is not documented: give the devices of these sites a tag of their own, and let a site's overrides ask for it", n))
		}
		same[d.Condition.Text] = append(same[d.Condition.Text], i)
		c, err := condition.Parse(d.Condition.Text)
		if err != nil {
			continue // the plan has refused it
		}
		for _, w := range c.Warnings() {
			notes.add(i, s.names(&plan[i]), fmt.Sprintf("the target condition: %s: %s", w.Msg, w.Help))
		}
	}
	for text, files := range same {
		for _, i := range files {
			if len(files) > 1 {
				notes.add(i, s.names(&plan[i]), fmt.Sprintf("these deployments have the same target condition, %q: a device gets that of the highest priority, or else the one created last", text))
			}
		}
	}
	all := notes.sorted()
	if deployments > sites.MostDeployments {
		all = append(all, SiteNote{Text: fmt.Sprintf("%d deployments are %d more than a hub takes: %d fit, and 10 on the free tier: \"edgeproxy apply --sites LIST --group\" lets sites with the same settings share one; "+
			"beyond that leave out \"deployment\", and set the modules of each device by itself (az iot edge set-modules)", deployments, deployments-sites.MostDeployments, sites.MostDeployments)})
	}
	if id := s.sharedID(plan); id != "" {
		all = append(all, SiteNote{Text: fmt.Sprintf(`all files are deployments with the id %q of the manifest, and only one of them can be created: add "deployment" with an id such as "line-{site}" to the list`, id)})
	}
	return all
}

// sharedID is the id of the deployment that all files hold, because the manifest is a
// Configuration document and the list says nothing of deployments.
func (s *siteSet) sharedID(plan []sites.Output) string {
	if len(plan) < 2 || plan[0].Deployment != nil {
		return ""
	}
	doc, err := manifest.ParseLimits(s.src, s.input.limits())
	if err != nil {
		return ""
	}
	for _, dep := range doc.Deployments() {
		if dep.Shape == manifest.Configuration {
			return dep.ID
		}
	}
	return ""
}

// stale names the files in the folder of the output that have the name of a site, hold a
// manifest, and are written for no site.
func (s *siteSet) stale(out string, plan []sites.Output) []string {
	written := map[string]bool{}
	for i := range plan {
		written[plan[i].Path] = true
	}
	var places paths.Identities
	for _, input := range s.inputs {
		written[places.Of(input)] = true
	}
	parts := strings.Split(s.list.Output.Text, "/")
	var found []string
	search := func(string, []string) {}
	search = func(folder string, parts []string) {
		pattern := sitePattern(parts[0])
		entries, _ := os.ReadDir(filepath.Join(out, filepath.FromSlash(folder))) // a folder that is not there holds nothing
		for _, entry := range entries {
			path := strings.TrimPrefix(folder+"/"+entry.Name(), "/")
			full := filepath.Join(out, filepath.FromSlash(path))
			switch {
			case !pattern.MatchString(entry.Name()):
			case len(parts) > 1 && entry.IsDir():
				search(path, parts[1:])
			case len(parts) == 1 && entry.Type().IsRegular() && !written[path] && !written[places.Of(full)] && s.holdsManifest(full):
				found = append(found, paths.Shown(full))
			}
		}
	}
	search("", parts)
	slices.Sort(found)
	return found
}

// sitePattern matches the names that a part of the output may have: no name of a site
// starts or ends with a dot, as those of hidden and of temporary files do.
func sitePattern(part string) *regexp.Regexp {
	quoted := regexp.QuoteMeta(sites.Fill(part, "\x00"))
	return regexp.MustCompile("^" + strings.ReplaceAll(quoted, "\x00", `[A-Za-z0-9_-](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?`) + "$")
}

func (s *siteSet) holdsManifest(path string) bool {
	src, err := s.input.Read(named(path))
	return err == nil && manifest.MayBeManifest(src)
}
