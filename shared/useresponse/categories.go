package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/helpdesk"
)

// Category sorts objects of one ownership, and of one type or of all.
type Category struct {
	helpdesk.Category
	Slug        string
	Ownership   string // "" for all
	Description string // HTML
	Image       Image
	Private     bool
	Order       int64
	Parent      int64 // 0 for none
	Forum       Forum
}

// Image is a picture in up to four sizes, each a URL or "".
type Image struct{ Tiny, Small, Medium, Big string }

// Categories lists categories. Empty arguments do not filter.
//
// API reference 7.0: Categories, Get list of categories.
func (c Client) Categories(ownership, objectType string) api.Call[[]Category] {
	return call(c, &opCategories, ofKind(ownership, objectType), all(category))
}

// PostCategories lists categories as Categories does, in the shared model.
func (c Client) PostCategories(ownership, objectType string) api.Call[[]helpdesk.Category] {
	return call(c, &opCategories, ofKind(ownership, objectType), all(sharedCategory))
}

// ofKind selects what belongs to an ownership and a type of objects.
func ofKind(ownership, objectType string) *input {
	in := &input{}
	in.query.Add("ownership", ownership)
	in.query.Add("type", objectType)
	return in
}

// Category gets a category by its id.
//
// API reference 7.0: Categories, Get category by id.
func (c Client) Category(id int64) api.Call[Category] {
	return call(c, &opCategory, &input{id: id}, one(category))
}

func category(v jsontext.Value) Category {
	return Category{
		Category:    sharedCategory(v),
		Slug:        loose.String(v.Get("slug")),
		Ownership:   loose.String(v.Get("ownership")),
		Description: loose.String(v.Get("description")),
		Image:       image(v.Get("image")),
		Private:     loose.Bool(v.Get("isPrivate")),
		Order:       loose.Int(v.Get("order")),
		Parent:      loose.Int(v.Get("parent_id")),
		Forum:       forum(v.Get("forum")),
	}
}

// sharedCategory reads a category as far as the shared model knows it.
func sharedCategory(v jsontext.Value) helpdesk.Category {
	r := v.Record()
	return helpdesk.Category{
		ID: loose.Int(r.Get("id")), Name: loose.String(r.Get("name")), Type: helpdesk.PostType(loose.String(r.Get("type"))),
	}
}

func image(v jsontext.Value) Image {
	return Image{
		Tiny: loose.String(v.Get("tiny")), Small: loose.String(v.Get("small")),
		Medium: loose.String(v.Get("medium")), Big: loose.String(v.Get("big")),
	}
}
