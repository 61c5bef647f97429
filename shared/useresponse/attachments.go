package useresponse

import (
	"encoding/base64"
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

// Attachment is a file of an object or a comment.
type Attachment struct {
	ID int64
	// Name is the whole name, Short the name without Ext.
	Name, Short, Ext string
	// URL is the page of the file, Direct the file itself.
	URL, Direct, Icon string
}

// File is a file to attach. UseResponse takes the extensions that the
// installation allows.
type File struct {
	Name    string
	Content []byte
	// Token stands for the content of a file that was uploaded before, as the
	// vendor's SDKs do it; then Content is empty. AttachFile cannot send one.
	Token string
}

// body is a file as JSON.
func (f *File) body() []byte {
	var item strict.Object
	item.String("name", f.Name)
	if f.Token != "" {
		return item.String("token", f.Token).Bytes()
	}
	// Written once, since files are large and nothing is freed within a call.
	quoted := append(make([]byte, 0, base64.StdEncoding.EncodedLen(len(f.Content))+2), '"')
	quoted = append(base64.StdEncoding.AppendEncode(quoted, f.Content), '"')
	return item.Raw("body", quoted).Bytes()
}

func attachments(v jsontext.Value) []Attachment {
	var files []Attachment
	for a := range v.Items() {
		if loose.IsObject(a) {
			files = append(files, Attachment{
				ID: loose.Int(a.Get("id")), Name: fileName(a), Short: loose.String(a.Get("name").Get("short")),
				Ext: loose.String(a.Get("name").Get("ext")), URL: loose.String(a.Get("url")), Direct: loose.String(a.Get("directUrl")),
				Icon: loose.String(a.Get("icon")),
			})
		}
	}
	return files
}

// sharedAttachments reads files as far as the shared model knows them, each with
// the address of its page, or where there is none of itself.
func sharedAttachments(v jsontext.Value) []helpdesk.Attachment {
	var files []helpdesk.Attachment
	for a := range v.Items() {
		if loose.IsObject(a) {
			url := loose.String(a.Get("url"))
			if url == "" {
				url = loose.String(a.Get("directUrl"))
			}
			files = append(files, helpdesk.Attachment{Name: fileName(a), URL: url})
		}
	}
	return files
}

// fileName reads the name of a file, {"full": …} or one text.
func fileName(v jsontext.Value) string {
	name := v.Get("name")
	if loose.IsObject(name) {
		name = name.Get("full")
	}
	return loose.String(name)
}

// files writes attachments into a body.
func (in *input) files(files []File) {
	if len(files) == 0 {
		return
	}
	list := []byte{'['}
	for i, f := range files {
		in.fileName("attachments."+strconv.Itoa(i+1)+".name", f.Name)
		if len(f.Content) == 0 && f.Token == "" {
			in.Refuse("attachments."+strconv.Itoa(i+1)+".body", words.FieldFileEmpty(api.Shown(f.Name)))
		}
		if i > 0 {
			list = append(list, ',')
		}
		list = append(list, f.body()...)
	}
	in.body.Raw("attachments", append(list, ']'))
}

// fileName wants a name with an extension that is no path.
func (k *check) fileName(field, name string) {
	if dot := strings.LastIndexByte(name, '.'); dot <= 0 || dot == len(name)-1 || strings.ContainsAny(name, "/\\\x00\r\n") {
		k.Refuse(field, words.FieldFileName(words.Text(field), api.Shown(name)))
	}
}
