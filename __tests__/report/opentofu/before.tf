terraform {
  required_providers {
    digitalocean = {
      source  = "digitalocean/digitalocean"
      version = "2.71.0"
    }
    github = {
      source  = "integrations/github"
      version = "6.9.0"
    }
  }
}

provider "github" {
  owner = "lingobot"
}

variable "token" {
  type      = string
  sensitive = true
  default   = "a-sensitive-default-1"
}

resource "digitalocean_project" "old_name" {
  name = "stays"
}

resource "digitalocean_project" "changed" {
  name        = "changed"
  description = "before" 
}

resource "digitalocean_project" "gone" {
  name = "gone"
}

resource "digitalocean_project" "forgotten" {
  name = "forgotten"
}

resource "digitalocean_domain" "zone" {
  name = "before.example.com"
}

resource "github_repository" "r" {
  name = "tofu"
}

resource "github_actions_secret" "s" {
  repository      = github_repository.r.name
  secret_name     = "TOKEN"
  plaintext_value = var.token
}

output "project" {
  value = digitalocean_project.changed.description
}
