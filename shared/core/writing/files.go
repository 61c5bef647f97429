package writing

import (
	"deskside/shared/api"
	"deskside/shared/core"
	"deskside/shared/core/customer"
	"deskside/shared/feedback"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
)

//go:generate go run deskside/build/codec -o files_gen.go

// FileLimitsArgs asks what files of a post may be: operation "files.limits".
type FileLimitsArgs struct {
	Portal customer.Portal `msg:"portal"`
}

// AttachArgs asks how a file is brought: operation "files.attach".
type AttachArgs struct {
	Portal customer.Portal     `msg:"portal"`
	Limits helpdesk.FileLimits `msg:"limits"`
	Name   string              `msg:"name"`
	Size   int64               `msg:"size"`
	// Count and Taken are how many there are already, and their bytes.
	Count int64 `msg:"count"`
	Taken int64 `msg:"taken"`
}

// AttachResult is how a file is brought, or why it is not.
type AttachResult struct {
	// Name is what it will be called at first; the edge judges what it is.
	Name string `msg:"name"`
	// Request is sent with the file as its body.
	Request api.Request `msg:"request"`
	// Refused says why it cannot go along, empty where it can.
	Refused words.Say `msg:"refused"`
}

// AttachedArgs reads what came of bringing a file: operation "files.attached".
type AttachedArgs struct {
	Portal customer.Portal `msg:"portal"`
	Name   string          `msg:"name"`
	// Status and Body are the answer, status 0 none.
	Status int    `msg:"status"`
	Body   []byte `msg:"body"`
}

// AttachedResult is the file, or why it is not there.
type AttachedResult struct {
	File *helpdesk.PostFile `msg:"file"`
	Why  words.Say          `msg:"why"`
	// Again says that it may work another time.
	Again bool `msg:"again"`
}

// KeptFileArgs asks how far a file is: operation "files.kept".
type KeptFileArgs struct {
	Portal customer.Portal `msg:"portal"`
	Token  string          `msg:"token"`
}

func fileLimits(a *FileLimitsArgs, x *core.Exchange) (*helpdesk.FileLimits, error) {
	c, err := a.Portal.Client()
	if err != nil {
		return nil, err
	}
	limits, err := core.Ask(customer.Lane(x), c.FileLimits())
	return &limits, err
}

func attach(a *AttachArgs, _ *core.Input) (*AttachResult, error) {
	c, err := a.Portal.Client()
	if err != nil {
		return nil, err
	}
	r := &AttachResult{Name: helpdesk.FileName(a.Name)}
	if r.Name == "" {
		r.Name = "file"
	}
	switch name := words.Text(r.Name); {
	case a.Size <= 0:
		r.Refused = words.CustomerFileEmpty(name)
	case a.Count >= a.Limits.Count:
		r.Refused = words.CustomerFileMany(name, words.Number(a.Limits.Count))
	case a.Size+a.Taken > a.Limits.Size:
		r.Refused = words.CustomerFileLarge(name, words.Number(a.Limits.Size>>20))
	default:
		r.Request = c.UploadFile(r.Name).Request
	}
	return r, nil
}

func attached(a *AttachedArgs, _ *core.Input) (*AttachedResult, error) {
	c, err := a.Portal.Client()
	if err != nil {
		return nil, err
	}
	answer := &api.Response{Status: a.Status, Body: a.Body}
	if a.Status == 0 {
		answer.Failure = api.Network
	}
	file, err := c.UploadFile(a.Name).Read(answer)
	if err == nil {
		return &AttachedResult{File: &file}, nil
	}
	r := &AttachedResult{Why: words.CustomerFailureOther()}
	if e, ok := err.(*api.Error); ok {
		r.Again = e.Kind == api.Unavailable || e.Kind == api.RateLimited || e.Kind == api.Protocol
		if r.Why = feedback.Say(e); e.Kind == api.Invalid && e.Detail != "" {
			r.Why = words.CustomerFileRefused(words.Text(e.Detail))
		}
	}
	return r, nil
}

func keptFile(a *KeptFileArgs, x *core.Exchange) (*helpdesk.KeptFile, error) {
	c, err := a.Portal.Client()
	if err != nil {
		return nil, err
	}
	kept, err := core.Ask(customer.Lane(x), c.KeptFile(a.Token))
	return &kept, err
}
