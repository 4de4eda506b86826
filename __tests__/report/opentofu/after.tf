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
  default   = "a-sensitive-default-2"
}

resource "digitalocean_project" "new_name" {
  name = "stays"
}

resource "digitalocean_project" "changed" {
  name        = "changed"
  description = "after"
}

removed {
  from = digitalocean_project.forgotten
}

resource "digitalocean_domain" "zone" {
  name = "after.example.com"
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

moved {
  from = digitalocean_project.old_name
  to   = digitalocean_project.new_name
}

resource "digitalocean_project" "created" {
  name = "created"
}
