package sites

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// MostDeployments is how many deployments a hub takes; the free tier takes 10.
const MostDeployments = 100

// Output is one file of a plan.
type Output struct {
	Path       string      // relative, with "/" between folders
	Sites      []int       // indexes of the sites in the list: one, or those of a group
	Deployment *Deployment // with all words filled in; nil for a manifest without one
}

// Plan plans a file for each site. The errors are *Error values, joined: of all sites
// that would get a wrong file or id, or the same file as another site.
func (m *Maker) Plan() ([]Output, error) {
	groups := make([][]int, len(m.list.Sites))
	for i := range groups {
		groups[i] = []int{i}
	}
	return m.list.outputs(groups)
}

// PlanGroups plans a file for each group of sites that get the same bytes, and whose
// deployments differ in their names and target conditions only. The group has the name
// of its first site, and its target condition holds for each of its sites. The order is
// that of the first sites. The errors are those of Plan and of Make.
func (m *Maker) PlanGroups() ([]Output, error) {
	var groups [][]int
	var failed faults
	at := map[[sha256.Size]byte]int{}
	for i := range m.list.Sites {
		key, err := m.groupKey(i)
		if err != nil {
			failed.add(&m.list.Sites[i], m.list.Sites[i].At, err)
			continue
		}
		if g, ok := at[key]; ok {
			groups[g] = append(groups[g], i)
			continue
		}
		at[key] = len(groups)
		groups = append(groups, []int{i})
	}
	if err := failed.err(); err != nil {
		return nil, err
	}
	return m.list.outputs(groups)
}

// groupKey is the same for sites that may share a deployment.
func (m *Maker) groupKey(i int) (key [sha256.Size]byte, err error) {
	made, err := m.Make(&Output{Sites: []int{i}})
	if err != nil {
		return key, err
	}
	hash := sha256.New()
	hash.Write(made.Text)
	if d := m.list.Sites[i].Deployment; d != nil {
		fmt.Fprintf(hash, "\x00%q %d %q", d.ID.Text, d.Priority, d.Labels)
	}
	hash.Sum(key[:0])
	return key, nil
}

// outputs are the files of groups.
func (l *List) outputs(groups [][]int) ([]Output, error) {
	if err := l.checkOutput(len(groups)); err != nil {
		return nil, err
	}
	all := make([]Output, 0, len(groups))
	var failed faults
	paths, ids := map[string]*Site{}, map[string]*Site{}
	for _, members := range groups {
		site := &l.Sites[members[0]]
		out := Output{Path: Fill(l.Output.Text, site.Name), Sites: members}
		if problem := CheckPath(out.Path); problem != "" {
			failed.add(site, site.At, fmt.Errorf("%q cannot be the name of its file: %s: give the site another name, or another \"output\"", out.Path, problem))
		}
		failed.once(paths, site, site.At, strings.ToLower(out.Path), "writes the same file as", "two names that differ in capital letters only are one file on some systems")
		if site.Deployment != nil {
			out.Deployment = l.deployment(members, &failed)
			failed.once(ids, site, site.Deployment.ID.At, out.Deployment.ID.Text, "has the same deployment id as", `put {site} into the "id"`)
		}
		all = append(all, out)
	}
	return all, failed.err()
}

// checkOutput finds what is wrong with "output" for every site.
func (l *List) checkOutput(files int) error {
	problem := CheckPath(Fill(l.Output.Text, "x"))
	switch word := UnknownWord(l.Output.Text); {
	case word != "":
		problem = fmt.Sprintf(`%s stands for nothing: expected "{site}", or "{group}" for groups`, ShowWord(word, l.Output.Text))
	case problem == "" && files > 1 && !hasName(l.Output.Text):
		problem = `every site would write the same file: put {site} into the name`
	}
	if problem == "" {
		return nil
	}
	return fmt.Errorf("%s\"output\" is %q: %s", l.Output.At.prefix(), secret.Text(l.Output.Text), secret.Quoted(problem))
}

// deployment is the deployment of a group, with its words filled in.
func (l *List) deployment(members []int, failed *faults) *Deployment {
	site := &l.Sites[members[0]]
	d := *site.Deployment
	d.ID.Text = Fill(d.ID.Text, site.Name)
	failed.add(site, d.ID.At, checkID(d.ID.Text, site.Deployment.ID.Text))
	d.Labels = nil
	for _, label := range site.Deployment.Labels {
		d.Labels = append(d.Labels, Label{label.Name, Fill(label.Value, site.Name)})
	}
	conditions := make([]string, len(members))
	sound := true
	for i, at := range members {
		member := &l.Sites[at]
		conditions[i] = Fill(member.Deployment.Condition.Text, member.Name)
		_, err := checkCondition(conditions[i])
		failed.add(member, member.Deployment.Condition.At, err)
		sound = sound && err == nil
	}
	if !sound {
		return &d
	}
	if d.Condition.Text = conditions[0]; len(conditions) == 1 {
		return &d
	}
	var err error
	if d.Condition.Text, err = AnyOf(conditions); err != nil {
		failed.add(site, d.Condition.At, fmt.Errorf("the target conditions of its group cannot be joined: %w", err))
	}
	return &d
}

// checkID refuses an id that IoT Hub refuses.
func checkID(id, template string) error {
	problem := idProblem(id)
	if problem == "" {
		return nil
	}
	err := fmt.Errorf("%q cannot be the id of its deployment: %s", id, problem)
	if small := strings.ToLower(id); idProblem(small) == "" && template != id {
		return fmt.Errorf("%w: give the site an id of its own, such as overrides: { id: %q }", err, small)
	}
	return err
}
