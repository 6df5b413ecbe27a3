package atomicfile

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// done is the action as a participle.
func (a Action) done() string { return [...]string{"replaced", "made", "removed"}[a] }

// left says how a file is after the action.
func (a Action) left() string {
	return [...]string{"has its new content", "was made", "was removed"}[a]
}

var errThere = errors.New("someone else has made the file meanwhile: run the command again")

// prepareNew writes the content of a new file into a temporary file in its folder.
func (d Disk) prepareNew(c Change) (*replacement, error) {
	if !d.missing(c.Path) {
		return nil, errThere
	}
	var made []string
	if !d.known.has(c.Path) {
		var err error
		if made, err = d.makeFolders(filepath.Dir(c.Path)); err != nil {
			d.removeFolders(made)
			return nil, err
		}
	}
	temp, err := d.writeTemp(c.Path, c.New, nil)
	if err != nil {
		d.removeFolders(made)
		return nil, err
	}
	r := newReplacement(c, temp)
	r.made = made
	return r, nil
}

// makeFolders makes a folder and those above it, and returns those that it has made,
// the outermost first.
func (d Disk) makeFolders(folder string) (made []string, err error) {
	if d.missing(folder) && folder != filepath.Dir(folder) {
		if made, err = d.makeFolders(filepath.Dir(folder)); err != nil {
			return made, err
		}
	}
	err = d.os().mkdir(folder, 0o755)
	switch {
	case err == nil:
		return append(made, folder), nil
	case errors.Is(err, fs.ErrExist) && (d.Root != nil || paths.IsFolder(folder)): // if it is no folder, writing into it fails
		return made, nil
	}
	return made, err
}

// removeFolders removes folders that are empty, the last one first.
func (d Disk) removeFolders(made []string) {
	for i := len(made) - 1; i >= 0; i-- {
		_ = d.os().remove(made[i]) // it fails if somebody has put something into the folder
	}
}

// removeMade removes the folders that were made for files and are empty.
func (d Disk) removeMade(files []*replacement) {
	var made []string
	for _, r := range files {
		if r != nil {
			made = append(made, r.made...)
		}
	}
	slices.SortFunc(made, func(a, b string) int { return len(a) - len(b) }) // what is in a folder has a longer name
	d.removeFolders(made)
}

// commitNew puts a new file into its place.
func (d Disk) commitNew(r *replacement) error {
	if !d.missing(r.Path) {
		return errThere
	}
	if err := d.place(r.temp, r.Path, r.Mode); err != nil {
		return err
	}
	r.temp = ""
	r.after, _ = d.os().lstat(r.Path)
	return nil
}

// removeNew removes a file that was made, unless somebody has saved it since.
func (d Disk) removeNew(r *replacement) error {
	same, err := d.untouched(r)
	switch {
	case err != nil:
		return err
	case !same:
		return errSaved
	}
	return d.os().remove(r.Path)
}

// makeAgain makes a file again that was removed, unless somebody has done so since.
func (d Disk) makeAgain(r *replacement) error {
	if !d.missing(r.Path) {
		return errSaved
	}
	temp, err := d.oldFile(r)
	if err != nil {
		return err
	}
	if err := d.place(temp, r.Path, r.before.Mode()); err != nil {
		return errors.Join(err, d.os().remove(temp))
	}
	return nil
}
