// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QMutex>
#include <QString>
#include <QtGlobal>

namespace gantry::ui {

/// What the program says of itself, in a file for reports of faults. Bounded: a file that is full becomes
/// `….1`, that one `….2`, and the oldest goes. Only the user can read it.
///
/// Thread: any. Errors: none; a file that cannot be written is done without.
class LogFile final
{
public:
    static constexpr qint64 usualBytes = 1024 * 1024;
    static constexpr int olderFiles = 2;

    explicit LogFile(QString path, qint64 maxBytes = usualBytes);
    ~LogFile();
    LogFile(const LogFile &) = delete;
    LogFile &operator=(const LogFile &) = delete;

    /// gantry.log in the state directory of XDG; elsewhere beside the program's data.
    [[nodiscard]] static QString standardPath();

    void append(QtMsgType type, const char *category, const QString &text);

    /// From now on Qt's messages go here, too, until this object ends. One at a time.
    void takeMessages();

private:
    void open();
    void rotate();
    [[nodiscard]] QString numbered(int number) const;

    const QString m_path;
    const qint64 m_maxBytes;
    QMutex m_mutex;
    QFile m_file;
};

} // namespace gantry::ui
