// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/keychain.h"

#include <QMap>
#include <QObject>

#include <memory>

namespace gantry::ui {

/// A keychain that tests look into.
class MemoryKeychain final : public Keychain
{
public:
    struct Entries {
        QMap<QString, Secret> secrets;
        bool answers = true;
        int reads = 0;
    };

    explicit MemoryKeychain(std::shared_ptr<Entries> entries)
        : m_entries(std::move(entries))
    {
    }

    void read(const QString &entry, Found found) override
    {
        ++m_entries->reads;
        later([this, entry, found = std::move(found)] {
            if (!m_entries->answers)
                found(refusal());
            else if (m_entries->secrets.contains(entry))
                found(std::optional(m_entries->secrets.value(entry)));
            else
                found(std::optional<Secret>());
        });
    }
    void write(const QString &entry, const Secret &secret, Done done) override
    {
        later([this, entry, secret, done = std::move(done)] {
            if (m_entries->answers)
                m_entries->secrets.insert(entry, secret);
            done(m_entries->answers ? Result<void>() : Result<void>(refusal()));
        });
    }
    void remove(const QString &entry, Done done) override
    {
        later([this, entry, done = std::move(done)] {
            if (m_entries->answers)
                m_entries->secrets.remove(entry);
            done(m_entries->answers ? Result<void>() : Result<void>(refusal()));
        });
    }

private:
    static Error refusal() { return {ErrorKind::Config, QStringLiteral("It is locked."), {}, std::nullopt}; }
    void later(const std::function<void()> &call)
    {
        QMetaObject::invokeMethod(&m_context, call, Qt::QueuedConnection);
    }

    std::shared_ptr<Entries> m_entries;
    QObject m_context;
};

} // namespace gantry::ui
