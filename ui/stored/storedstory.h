// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/readback.h"
#include "workspace/statuscolour.h"

#include <QCoreApplication>
#include <QList>
#include <QString>

namespace gantry::ui {

/// One line of a stored message, with what was sent beside it.
struct StoredRow {
    QString name;
    QString sent; ///< empty where nothing was sent, or nobody knows
    QString stored;
    bool isDifferent = false;
    bool isBody = false; ///< in letters of one width
    QList<StoredRow> children;
};

/// Tells what was read back of one message.
class StoredStory
{
    Q_DECLARE_TR_FUNCTIONS(gantry::ui::StoredStory)

public:
    StoredStory(const SentMessage &sent, const ReadBack &found);

    [[nodiscard]] Status status() const;
    /// Whether it is equal.
    [[nodiscard]] QString sentence() const;
    /// What else must be known: it waits, is half of a transaction, is there twice; empty where nothing.
    [[nodiscard]] QString note() const;
    /// The differences, then the stored message.
    [[nodiscard]] QList<StoredRow> rows() const;

private:
    [[nodiscard]] QString whereItWaits() const;
    [[nodiscard]] QString halfText() const;
    [[nodiscard]] StoredRow differences() const;
    [[nodiscard]] StoredRow message() const;
    [[nodiscard]] StoredRow properties() const;
    [[nodiscard]] StoredRow body() const;
    [[nodiscard]] QString sysFlagText() const;
    [[nodiscard]] static QString describe(const StoredDifference &difference);

    const SentMessage &m_sent;
    const ReadBack &m_found;
};

} // namespace gantry::ui
