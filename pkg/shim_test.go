package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

const testToken = "secret-token"

// received is a request as the shim got it.
type received struct {
	method string
	url    string
	header http.Header
	body   string
}

// startShim answers every request alike, and keeps the last one.
func startShim(t *testing.T, status int, contentType, body string) (*Datasource, *received) {
	t.Helper()
	last := &received{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		content, _ := io.ReadAll(r.Body)
		*last = received{r.Method, r.URL.String(), r.Header, string(content)}
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return newDatasource(t, server.URL, testToken), last
}

func newDatasource(t *testing.T, url, token string) *Datasource {
	t.Helper()
	settings := backend.DataSourceInstanceSettings{
		URL:                     url,
		JSONData:                []byte("{}"),
		DecryptedSecureJSONData: map[string]string{"token": token},
	}
	instance, err := NewDatasource(context.Background(), settings)
	if err != nil {
		t.Fatal(err)
	}
	return instance.(*Datasource)
}

// closedAddress is one that nothing listens on.
func closedAddress(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	return server.URL
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
