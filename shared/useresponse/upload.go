package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/helpdesk"
)

// What stands beside the reference: the upload of version 4.0's clients, with the
// file as it is, and what an edge tells of files.
var (
	opUpload     = api.Operation{Name: "files.upload", Method: "POST", Path: "upload-file.json", Access: api.ForUsers, Answer: api.Wrapped, Effect: api.Once}
	opFileLimits = api.Operation{Name: "files.limits", Method: "GET", Path: "upload-file.json", Access: api.ForGuests, Answer: api.Wrapped, Effect: api.Reads}
)

// UploadFile brings a file before what it goes along with. The content is the body
// of the request, which whoever sends it adds.
func (c Client) UploadFile(name string) api.Call[helpdesk.PostFile] {
	in := &input{file: []byte{}}
	in.query.Add("name", name)
	return call(c, &opUpload, in, func(v jsontext.Value) (helpdesk.PostFile, bool) {
		f := helpdesk.PostFile{Token: loose.String(v.Get("token")), Name: loose.String(v.Get("name")), Size: loose.Int(v.Get("size"))}
		return f, f.Token != ""
	})
}

// FileLimits asks what files may be.
func (c Client) FileLimits() api.Call[helpdesk.FileLimits] {
	return call(c, &opFileLimits, &input{}, func(v jsontext.Value) (helpdesk.FileLimits, bool) {
		l := helpdesk.FileLimits{Count: loose.Int(v.Get("count")), Size: loose.Int(v.Get("size"))}
		for ending := range v.Get("endings").Items() {
			l.Endings = append(l.Endings, loose.String(ending))
		}
		return l, loose.IsObject(v)
	})
}

// KeptFile asks how far a file is.
func (c Client) KeptFile(token string) api.Call[helpdesk.KeptFile] {
	kept := api.Operation{Name: "files.kept", Method: "GET", Path: "submissions/" + token + ".json", Access: api.ForGuests, Answer: api.Bare, Effect: api.Reads}
	return call(c, &kept, &input{}, func(v jsontext.Value) (helpdesk.KeptFile, bool) {
		s := v.Get("submission")
		return helpdesk.KeptFile{State: loose.String(s.Get("state")), Message: loose.String(s.Get("message"))}, loose.IsObject(s)
	})
}
