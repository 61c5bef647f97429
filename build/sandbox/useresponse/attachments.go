package useresponse

import (
	"context"
	"database/sql"
	"encoding/base64"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// storeAttachments stores the attachments member of a request, for the object or
// comment that the owner column names. Items are {name, body} with the file in
// base64, or {token, name} of a file uploaded before.
func (c *call) storeAttachments(owner string, id int64) error {
	value, ok := c.in.Get("attachments")
	if !ok || value == nil {
		return nil
	}
	items, ok := value.([]any)
	if !ok {
		return badRequest("attachments must be an array")
	}
	for _, item := range items {
		members, _ := item.(map[string]any)
		name, _ := members["name"].(string)
		if token, _ := members["token"].(string); token != "" {
			result, err := c.tx.ExecContext(c, `UPDATE ur_attachment SET `+owner+` = ?, token = NULL WHERE token = ?`, id, token)
			if err != nil {
				return err
			}
			if changed, err := result.RowsAffected(); err != nil || changed == 0 {
				return badRequest("attachments: the token of " + strconv.Quote(name) + " is not known")
			}
			continue
		}
		encoded, isText := members["body"].(string)
		if !isText {
			return badRequest("attachments: each item needs name and body")
		}
		body, err := decodeFile(encoded)
		if err != nil {
			return badRequest("attachments: the body of " + strconv.Quote(name) + " is not base64")
		}
		if _, err := c.insertAttachment(owner, id, name, body); err != nil {
			return err
		}
	}
	return nil
}

// decodeFile reads base64, with or without padding or a data-URL prefix.
func decodeFile(encoded string) ([]byte, error) {
	if strings.HasPrefix(encoded, "data:") {
		_, encoded, _ = strings.Cut(encoded, ",")
	}
	encoded = strings.TrimRight(strings.Join(strings.Fields(encoded), ""), "=")
	return base64.RawStdEncoding.DecodeString(encoded)
}

func (c *call) insertAttachment(owner string, id any, name string, body []byte) (int64, error) {
	name = strings.TrimSpace(path.Base(strings.ReplaceAll(name, `\`, "/")))
	if name == "" || name == "." || name == "/" {
		return 0, badRequest("the file name is missing")
	}
	if ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")); !slices.Contains(AllowedExtensions, ext) {
		return 0, badRequest("files such as " + strconv.Quote(name) + " are not allowed: " + strings.Join(AllowedExtensions, ", "))
	}
	result, err := c.tx.ExecContext(c, `INSERT INTO ur_attachment (`+owner+`, name, body) VALUES (?, ?, ?)`, id, name, body)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// attachFile answers objects/{id}/attach-file.json: the raw file with its name in
// the query, or JSON {name, body} with the file in base64.
func (c *call) attachFile() (any, error) {
	o, err := c.object(c.id)
	if err != nil {
		return nil, err
	}
	if !c.isAgent() && (!o.authorID.Valid || o.authorID.Int64 != c.caller.id) {
		return nil, forbidden("only agents and the author can attach files")
	}
	name, _ := c.in.Text("name")
	c.in.Require("name", name)
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	content := c.in.Raw
	if encoded, ok := c.in.Body["body"].(string); ok {
		if content, err = decodeFile(encoded); err != nil {
			return nil, badRequest("body is not base64")
		}
	} else if len(c.in.Uploads) > 0 {
		content = c.in.Uploads[0].Body
	}
	if len(content) == 0 {
		return nil, badRequest("the file is empty, or larger than the server takes")
	}
	if _, err := c.insertAttachment("object_id", o.id, name, content); err != nil {
		return nil, err
	}
	return c.objectAnswer(o.id)
}

// UploadAnswer is a file that waits to be attached by its token.
type UploadAnswer struct {
	Token string `json:"token"`
	URL   string `json:"url"`
}

// uploadFile answers upload-file.json of the older SDKs: {name, content} with the
// file in base64.
func (c *call) uploadFile() (any, error) {
	name, _ := c.in.Text("name")
	encoded, _ := c.in.Text("content")
	c.in.Require("name", name)
	c.in.Require("content", encoded)
	if c.in.Err != nil {
		return nil, c.in.Err
	}
	body, err := decodeFile(encoded)
	if err != nil {
		return nil, badRequest("content is not base64")
	}
	id, err := c.insertAttachment("comment_id", nil, name, body)
	if err != nil {
		return nil, err
	}
	token := fmt.Sprintf("upload-%d", id)
	_, err = c.tx.ExecContext(c, `UPDATE ur_attachment SET token = ? WHERE id = ?`, token, id)
	return UploadAnswer{token, c.fileURL(id, name)}, err
}

func replaceTags(ctx context.Context, tx *sql.Tx, object int64, tags []string) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM ur_object_tag WHERE object_id = ?`, object); err != nil {
		return err
	}
	for position, tag := range tags {
		if _, err := tx.ExecContext(ctx, `INSERT INTO ur_object_tag (object_id, position, tag) VALUES (?, ?, ?)`, object, position, tag); err != nil {
			return err
		}
	}
	return nil
}
