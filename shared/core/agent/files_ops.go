package agent

import (
	"slices"
	"strings"

	"deskside/shared/agent"
	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/conversation"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// mostShown is how many bytes of a picture are fetched to be shown: larger ones
// are for saving.
const mostShown = 20 << 20

// fileOf judges the address of a file. It came with a message, so whoever wrote
// that may have chosen it.
func (f face) fileOf(a *FileArgs, _ *core.Input) (*FileResult, error) {
	o, err := f.open(&a.Account)
	if err != nil {
		return nil, err
	}
	address := conversation.Link(a.URL)
	if address == "" {
		return &FileResult{}, nil
	}
	host, err := api.ParseBase(address)
	if err != nil {
		return &FileResult{}, nil
	}
	base, err := typed(o.desk, a.Account.Address)
	if err != nil {
		return nil, err
	}
	r := &FileResult{URL: address, Name: helpdesk.FileName(a.Name), Host: host.Host, Pattern: host.MatchPattern(), Picture: pictured(a.Name), Most: mostShown}
	if helpdesk.OwnFile(base, address) {
		r.Own, r.Headers = true, o.client.File(address).Header
	}
	return r, nil
}

func (f face) enclose(a *EncloseArgs, _ *core.Input) (*EncloseResult, error) {
	desk, err := f.desks.Of(a.System)
	if err != nil {
		return nil, err
	}
	r := &EncloseResult{Name: helpdesk.FileName(a.Name)}
	dot := strings.LastIndexByte(r.Name, '.')
	switch can := desk.Can(); {
	case !can.Files:
		r.Refused = words.FieldFileNone(words.Text(r.Name))
	case a.Size <= 0:
		r.Refused = words.FieldFileEmpty(words.Text(r.Name))
	case a.Size+a.Taken > agent.FileRoom:
		r.Refused = words.FieldFileRoom(words.Text(r.Name), words.Number(agent.FileRoom/1_000_000))
	case r.Name == "", can.EndedFiles && (dot <= 0 || dot == len(r.Name)-1):
		r.Refused = words.FieldFileEnding(words.Text(r.Name))
	}
	return r, nil
}

// enclosed are the files of a message with what is in them, as the host lends it.
func enclosed(files []agent.Enclosed, lent []HeldFile, held func(uint32) []byte) ([]helpdesk.File, error) {
	all := make([]helpdesk.File, len(files))
	for i, f := range files {
		at := slices.IndexFunc(lent, func(l HeldFile) bool { return l.ID == f.ID })
		if at >= 0 {
			all[i] = helpdesk.File{Name: f.Name, Content: held(lent[at].Held)}
		}
		// Nothing goes without one that belongs to it.
		if len(all[i].Content) == 0 {
			return nil, &api.Error{Kind: api.Invalid, Fields: []api.FieldError{{Field: "files", Say: words.FieldFileGone(words.Text(f.Name))}}}
		}
	}
	return all, nil
}

// pictured reports whether a file of that name is probably a picture that kindOf knows.
func pictured(name string) bool {
	dot := strings.LastIndexByte(name, '.')
	switch strings.ToLower(name[dot+1:]) {
	case "png", "jpg", "jpeg", "gif", "webp", "avif", "bmp":
		return dot >= 0
	}
	return false
}

func kindOf(a *FileKindArgs, _ *core.Input) (*FileKindResult, error) {
	return &FileKindResult{Type: helpdesk.PictureType(a.Head)}, nil
}
