package agent

import (
	"slices"

	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/helpdesk"
)

//go:generate go run deskside/build/codec -o directory_gen.go

// DirectoryArgs asks for the names that an account uses: operation "account.directory".
type DirectoryArgs struct {
	Account Account `msg:"account"`
}

// DirectoryResult is what the helpdesk lets this account know. Hosts keep it,
// for a day or until something is missing, and give it to tickets.read and to
// the operations of filters.
type DirectoryResult struct {
	Directory helpdesk.Directory `msg:"directory"`
	// Missing names the lists that could not be read, in plain words.
	Missing []string `msg:"missing"`
	// At is when it was read, and StaleAt from when on it is old, Unix milliseconds.
	At      int64 `msg:"at"`
	StaleAt int64 `msg:"stale_at"`
}

// known is how long names are known before they are read again, milliseconds:
// they change seldom.
const known = 86_400_000

// directoryPages is how many pages of one list are read at most.
const directoryPages = 5

func (f face) directory(a *DirectoryArgs, x *core.Exchange) (*DirectoryResult, error) {
	o, err := f.open(&a.Account)
	if err != nil {
		return nil, err
	}
	result := &DirectoryResult{
		Directory: helpdesk.Directory{System: o.System, Account: o.ID, Me: o.Me},
		At:        x.Now().UnixMilli(),
		StaleAt:   x.Now().UnixMilli() + known,
	}
	d := &result.Directory
	if can := o.desk.Can(); !can.OwnStatuses {
		d.Statuses = can.Statuses
	}
	for _, shelf := range o.client.Shelves() {
		parts, err := read(o.lane(x), shelf)
		if err = result.missing(shelf.Name, err); err != nil {
			return nil, err
		}
		for i := range parts {
			add(d, &parts[i])
		}
	}
	return result, nil
}

// missing notes a list that could not be read. A directory without one list is
// still of use, so only what concerns the whole account is an error.
func (r *DirectoryResult) missing(list string, err error) error {
	if e, ok := err.(*api.Error); ok && (e.Kind == api.Unauthorized || e.Kind == api.Invalid) {
		return err
	}
	if err != nil && !slices.Contains(r.Missing, list) {
		r.Missing = append(r.Missing, list)
	}
	return nil
}

// read reads a list page by page.
func read(l *core.Lane, shelf helpdesk.Shelf) ([]helpdesk.Directory, error) {
	var parts []helpdesk.Directory
	for page := range int64(directoryPages) {
		found, err := core.Ask(l, shelf.Page(page))
		if err != nil {
			return parts, err
		}
		parts = append(parts, found.Part)
		if !found.More {
			break
		}
	}
	return parts, nil
}

// add puts a part of a directory to the rest. An agent stands there once.
func add(d, part *helpdesk.Directory) {
	if part.Me != 0 {
		d.Me = part.Me
	}
	for i := range part.Agents {
		if !slices.ContainsFunc(d.Agents, func(p helpdesk.Person) bool { return p.ID == part.Agents[i].ID }) {
			d.Agents = append(d.Agents, part.Agents[i])
		}
	}
	d.Statuses = append(d.Statuses, part.Statuses...)
	d.Groups = append(d.Groups, part.Groups...)
	d.Channels = append(d.Channels, part.Channels...)
	d.Tags = append(d.Tags, part.Tags...)
	d.Forums = append(d.Forums, part.Forums...)
	d.Categories = append(d.Categories, part.Categories...)
	d.ApartCategories = append(d.ApartCategories, part.ApartCategories...)
	d.ApartStatuses = append(d.ApartStatuses, part.ApartStatuses...)
	d.Fields = append(d.Fields, part.Fields...)
}
