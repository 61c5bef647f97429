package release

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// mostBytes bounds one file of a release.
const mostBytes = 64 << 20

// Carry brings the files of the releases that were published at from into the
// folder to, for Lay to list, and returns them. From is the address of an edge,
// such as https://feedback.example.com, or a folder laid out before. Nothing has
// been published where there is no list.
//
// Each file must have the hash that the list gives. Those that are in to already
// are not read again.
func Carry(ctx context.Context, from, to string, client *http.Client) ([]Release, error) {
	read := folder(from)
	if strings.Contains(from, "://") {
		base, err := url.Parse(from)
		if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" {
			return nil, fmt.Errorf("%q is neither the address of an edge, such as https://feedback.example.com, nor a folder", from)
		}
		read = site(ctx, base, client)
	}
	b, err := read(listName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("what was published before could not be read: %w", err)
	}
	list, err := readList(b)
	if err != nil {
		return nil, fmt.Errorf("what was published before at %s could not be read: %w", from, err)
	}
	for _, r := range list.Releases {
		for _, f := range r.Files {
			at := filepath.Join(to, filepath.FromSlash(f.Path))
			if have, err := os.ReadFile(at); err == nil && integrity(have) == f.Integrity {
				continue
			}
			content, err := read(strings.TrimPrefix(f.Path, "/"))
			if err != nil {
				return nil, fmt.Errorf("a file of the release of %s could not be read: %w", r.Day, err)
			}
			if integrity(content) != f.Integrity {
				return nil, fmt.Errorf("%s of the release of %s is not what was published: its hash is another", f.Path, r.Day)
			}
			if err := place(at, content); err != nil {
				return nil, err
			}
		}
	}
	return list.Releases, nil
}

// reader reads a published file; the error is fs.ErrNotExist where there is none.
type reader func(name string) ([]byte, error)

func folder(root string) reader {
	return func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(root, filepath.FromSlash(name))) }
}

func site(ctx context.Context, base *url.URL, client *http.Client) reader {
	return func(name string) ([]byte, error) {
		address := base.JoinPath(name)
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
		if err != nil {
			return nil, err
		}
		response, err := client.Do(request)
		if err != nil {
			return nil, err
		}
		defer response.Body.Close()
		switch {
		case response.StatusCode == http.StatusNotFound:
			return nil, fmt.Errorf("%s: %w", address, fs.ErrNotExist)
		case response.StatusCode != http.StatusOK:
			return nil, fmt.Errorf("%s answered %s", address, response.Status)
		}
		b, err := io.ReadAll(io.LimitReader(response.Body, mostBytes+1))
		if err == nil && len(b) > mostBytes {
			err = fmt.Errorf("%s is larger than any file of a release", address)
		}
		return b, err
	}
}
