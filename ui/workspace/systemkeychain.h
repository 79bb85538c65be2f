// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/keychain.h"

#include <QCoreApplication>
#include <QObject>

namespace QKeychain {
class Job;
}

namespace gantry::ui {

/// The desktop's, by QtKeychain: Secret Service or KWallet. Never its fall-back to a file.
class SystemKeychain final : public Keychain
{
    Q_DECLARE_TR_FUNCTIONS(SystemKeychain)

public:
    void read(const QString &entry, Found found) override;
    void write(const QString &entry, const Secret &secret, Done done) override;
    void remove(const QString &entry, Done done) override;

private:
    void start(QKeychain::Job *job, const QString &entry, std::function<void()> finished);
    [[nodiscard]] static Result<void> resultOf(const QKeychain::Job &job);

    QObject m_context; ///< whose end lets go of what is under way
};

} // namespace gantry::ui
