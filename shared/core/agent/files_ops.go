package agent

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

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
	r := &FileResult{URL: address, Name: fileName(a.Name), Host: host.Host, Pattern: host.MatchPattern(), Picture: pictured(a.Name), Most: mostShown}
	if helpdesk.OwnFile(base, address) {
		r.Own, r.Headers = true, o.client.File(address).Header
	}
	return r, nil
}

// longestName is how many characters of a file's name are kept.
const longestName = 100

// fileName takes out of a file's name what would make of it a path, or show it
// otherwise than it is; of a long one the ending stays.
func fileName(name string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case r < ' ', r == 0x7f, r == utf8.RuneError, 0x200b <= r && r <= 0x200f, 0x202a <= r && r <= 0x202e, 0x2060 <= r && r <= 0x206f, r == 0xfeff:
			return -1
		case strings.ContainsRune(`/\:*?"<>|`, r):
			return '_'
		}
		return r
	}, name)
	clean = strings.Trim(clean, " .")
	runes := []rune(clean)
	if len(runes) <= longestName {
		return clean
	}
	ending := ""
	if dot := strings.LastIndexByte(clean, '.'); dot >= 0 && len(clean)-dot <= 12 {
		ending = clean[dot:]
	}
	return string(runes[:longestName-utf8.RuneCountInString(ending)-1]) + "…" + ending
}

func (f face) enclose(a *EncloseArgs, _ *core.Input) (*EncloseResult, error) {
	desk, err := f.desks.Of(a.System)
	if err != nil {
		return nil, err
	}
	r := &EncloseResult{Name: fileName(a.Name)}
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

// kindOf knows pictures by the bytes that their formats begin with (WHATWG, MIME
// Sniffing, 6.1; AVIF: ISO 23000-22). SVG and HTML are none: they may run scripts.
func kindOf(a *FileKindArgs, _ *core.Input) (*FileKindResult, error) {
	h := a.Head
	brand := func(from int, word string) bool {
		return len(h) >= from+len(word) && string(h[from:from+len(word)]) == word
	}
	switch {
	case bytes.HasPrefix(h, []byte("\x89PNG\r\n\x1a\n")):
		return &FileKindResult{Type: "image/png"}, nil
	case bytes.HasPrefix(h, []byte("\xff\xd8\xff")):
		return &FileKindResult{Type: "image/jpeg"}, nil
	case brand(0, "GIF87a"), brand(0, "GIF89a"):
		return &FileKindResult{Type: "image/gif"}, nil
	case brand(0, "RIFF") && brand(8, "WEBPVP"):
		return &FileKindResult{Type: "image/webp"}, nil
	case brand(4, "ftypavif"), brand(4, "ftypavis"):
		return &FileKindResult{Type: "image/avif"}, nil
	case brand(0, "BM") && len(h) > 14 && h[6] == 0 && h[7] == 0 && h[8] == 0 && h[9] == 0:
		return &FileKindResult{Type: "image/bmp"}, nil
	}
	return &FileKindResult{}, nil
}
