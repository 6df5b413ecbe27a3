package project

import "io/fs"

// SiteState is what becomes of a file.
type SiteState uint8

// The states.
const (
	SiteSame    SiteState = iota // it stands there as it would be written
	SiteNew                      // it is not there yet
	SiteChanged                  // another content stands there
)

// SiteFile is the file of a site, or of a group.
type SiteFile struct {
	Path  string // below the folder of the output
	Name  string // what to call it in output
	Sites []string
	State SiteState

	mode fs.FileMode // if it is new: what holds a password is for its owner only
}

// SiteNote is something that there is to say of some sites.
type SiteNote struct {
	Sites []string
	Text  string
}

// SiteFiles are the files of all sites, as they would be written or were.
type SiteFiles struct {
	Manifest    string     // name of the manifest from which they are made
	Files       []SiteFile // in the order of the list
	Sites       int        // how many there are
	Deployments int        // how many deployments there are; 0 if the files are bare manifests
	Stale       []string   // names of files of sites that are not in the list any more
	Notes       []SiteNote // each text once
	Leftovers   int        // temporary files of ended processes that were removed
}

// Differ reports whether what stands in the folder is not what would be written.
func (s *SiteFiles) Differ() bool {
	for i := range s.Files {
		if s.Files[i].State != SiteSame {
			return true
		}
	}
	return len(s.Stale) > 0
}
