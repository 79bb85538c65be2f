// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gantry/result.h>
#include <gantry/secret.h>

#include <QString>

#include <functional>
#include <optional>

namespace gantry::ui {

/// Where secrets outlive the program: what the system has for that.
///
/// Thread: the window's, handlers too; each runs once, never before the call returned, and not after the
/// keychain is gone. Errors: Config, where no keychain answers, or it refuses.
class Keychain
{
public:
    using Found = std::function<void(const Result<std::optional<Secret>> &)>; ///< nothing: there is no entry
    using Done = std::function<void(const Result<void> &)>;

    Keychain() = default;
    Keychain(const Keychain &) = delete;
    Keychain &operator=(const Keychain &) = delete;
    virtual ~Keychain() = default;

    virtual void read(const QString &entry, Found found) = 0;
    virtual void write(const QString &entry, const Secret &secret, Done done) = 0;
    /// Fine where there is none.
    virtual void remove(const QString &entry, Done done) = 0;
};

} // namespace gantry::ui
